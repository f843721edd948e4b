import CReparteeArchive
import Foundation

/// The files of a zip archive in memory, as the tests look into what was written.
package enum ArchiveReader {
  /// A file of an archive.
  package struct File {
    /// Its path in the archive.
    package var name: String
    /// Its bytes.
    package var bytes: Data

    /// Its bytes as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// Why an archive cannot be read.
  package struct Failure: Error {
    let reason: String
  }

  /// The files of the zip archive, in its order; every checksum is compared.
  package static func files(of archive: Data) throws -> [File] {
    let reader = archive_read_new()
    defer { archive_read_free(reader) }
    func check(_ code: Int32) throws {
      guard code == ARCHIVE_OK else {
        throw Failure(reason: archive_error_string(reader).map { String(cString: $0) } ?? "error \(code)")
      }
    }
    try check(archive_read_support_format_zip(reader))
    return try archive.withUnsafeBytes { bytes in
      try check(archive_read_open_memory(reader, bytes.baseAddress, bytes.count))
      var files: [File] = []
      var entry: OpaquePointer?
      while true {
        let code = archive_read_next_header(reader, &entry)
        if code == ARCHIVE_EOF { return files }
        try check(code)
        var content = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
          let count = archive_read_data(reader, &buffer, buffer.count)
          if count < 0 { try check(Int32(count)) }
          if count <= 0 { break }
          content += buffer[..<count]
        }
        files.append(File(name: archive_entry_pathname(entry).map { String(cString: $0) } ?? "", bytes: content))
      }
    }
  }
}
