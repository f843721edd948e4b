import CReparteeArchive
import Foundation

/// Archives of invented files, as the tests need them: whole, or with what an archive should not hold.
package enum ArchiveWriter {
  /// Something in an archive.
  package enum Entry {
    case file(String, [UInt8])
    case folder(String)
    case link(String, to: String)

    /// A file of text.
    package static func text(_ name: String, _ text: String) -> Entry { .file(name, Array(text.utf8)) }
  }

  /// What an archive is.
  package enum Form: String, CaseIterable, Sendable {
    case zip
    /// A zip archive whose files are not compressed, so that a test can change a byte of one.
    case storedZip = "stored.zip"
    case encryptedZip = "encrypted.zip"
    case tar
    case gzippedTar = "tar.gz"
    case zstandardTar = "tar.zst"
    case bzip2Tar = "tar.bz2"
    case xzTar = "tar.xz"
  }

  /// Why an archive could not be written.
  package struct Failure: Error {
    let reason: String
  }

  /// The bytes of an archive that holds `entries`, in their order.
  package static func bytes(of entries: [Entry], as form: Form) throws -> [UInt8] {
    guard let archive = archive_write_new(), let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else {
      throw Failure(reason: "no memory")
    }
    // Names are written as the thread's locale has them.
    let previous = uselocale(locale)
    defer {
      uselocale(previous)
      freelocale(locale)
      archive_write_free(archive)
    }
    func check(_ code: Int32) throws {
      guard code == ARCHIVE_OK else {
        throw Failure(reason: archive_error_string(archive).map { String(cString: $0) } ?? "error \(code)")
      }
    }
    switch form {
    case .zip, .storedZip, .encryptedZip: try check(archive_write_set_format_zip(archive))
    case .tar, .gzippedTar, .zstandardTar, .bzip2Tar, .xzTar:
      try check(archive_write_set_format_pax_restricted(archive))
    }
    switch form {
    case .storedZip: try check(archive_write_zip_set_compression_store(archive))
    case .encryptedZip:
      try check(archive_write_set_passphrase(archive, "a password"))
      try check(archive_write_set_options(archive, "zip:encryption=traditional"))
    case .gzippedTar: try check(archive_write_add_filter_gzip(archive))
    case .zstandardTar: try check(archive_write_add_filter_zstd(archive))
    case .bzip2Tar: try check(archive_write_add_filter_bzip2(archive))
    case .xzTar: try check(archive_write_add_filter_xz(archive))
    case .zip, .tar: break
    }
    // As programs write files: nothing after what the compression makes.
    try check(archive_write_set_bytes_in_last_block(archive, 1))
    let output = Output()
    try check(
      archive_write_open2(
        archive, Unmanaged.passUnretained(output).toOpaque(), nil,
        { _, output, bytes, count in
          guard let output else { return -1 }
          Unmanaged<Output>.fromOpaque(output).takeUnretainedValue().bytes +=
            UnsafeRawBufferPointer(start: bytes, count: count)
          return count
        }, nil, nil))
    for entry in entries {
      let header = archive_entry_new()
      defer { archive_entry_free(header) }
      var content: [UInt8] = []
      switch entry {
      case .file(let name, let bytes):
        archive_entry_set_pathname(header, name)
        archive_entry_set_filetype(header, FileType.file)
        archive_entry_set_size(header, Int64(bytes.count))
        content = bytes
      case .folder(let name):
        archive_entry_set_pathname(header, name)
        archive_entry_set_filetype(header, FileType.folder)
      case .link(let name, let target):
        archive_entry_set_pathname(header, name)
        archive_entry_set_filetype(header, FileType.link)
        archive_entry_set_symlink(header, target)
      }
      archive_entry_set_perm(header, 0o644)
      try check(archive_write_header(archive, header))
      let written = content.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
      guard written == content.count else { throw Failure(reason: "a file was not written") }
    }
    try check(archive_write_close(archive))
    return output.bytes
  }

  /// `AE_IFREG`, `AE_IFDIR` and `AE_IFLNK`, which are macros with casts and do not import into Swift.
  private enum FileType {
    static let (file, folder, link): (UInt32, UInt32, UInt32) = (0o100000, 0o040000, 0o120000)
  }

  private final class Output {
    var bytes: [UInt8] = []
  }
}
