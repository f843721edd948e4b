import CReparteeArchive
import ReparteeText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The entries of a zip or tar archive, one after the other, with their content; memory is flat, whatever their size.
///
/// Zip archives are read by their directory, so that what is skipped costs nothing and a cut one is refused at once; tar
/// archives from the first byte to the last, so that what compresses them is compared with its checksums. Nothing is read of
/// an archive beyond the limits that no export reaches: its number of files, the length of a name, and how much it unpacks to
/// (more than a gigabyte, and more than 250 times its own size).
///
/// Every access is in bounds: libarchive writes within the sizes that it is given with each buffer. Not for several threads
/// at once. Reference: libarchive 3.
final class ArchiveStream {
  /// Where an archive's bytes come from.
  enum Input {
    /// A file on disk.
    case file(String)
    /// Memory, which has to stay where it is as long as the archive is read.
    case memory(UnsafeRawBufferPointer)
    /// What a file unpacks to, and that file.
    case unpacked(any ByteSource)
  }

  /// What an archive may be.
  enum Form {
    case zip
    /// Without compression.
    case tar
    /// One file, which bzip2 or xz compressed.
    case compressed
  }

  /// Something in an archive.
  struct Entry {
    enum Kind {
      case file
      case folder
      /// A link, a device or a pipe.
      case other
    }

    /// Its name as the archive has it.
    let name: String
    let kind: Kind
    /// How many bytes it unpacks to, as the archive says.
    let size: Int
    let isEncrypted: Bool
  }

  /// Why an archive cannot be read on.
  enum Failure: Error {
    /// It is cut or damaged, or no archive.
    case damaged(String)
    /// It is whole, but is not read.
    case refused(String)
    /// What it is read from failed.
    case input(FormatError)

    /// The failure as one of the file at `path`.
    func error(for path: String) -> FormatError {
      switch self {
      case .damaged(let reason): .truncated(path: path, reason: reason)
      case .refused(let reason): .unreadable(path: path, reason: reason)
      case .input(let error): error
      }
    }

    var reason: String {
      switch self {
      case .damaged(let reason), .refused(let reason): reason
      case .input(let error): "\(error)"
      }
    }
  }

  /// How many bytes a name may have: systems do not allow more.
  private static let longestName = 4096

  private let archive: OpaquePointer
  private let feed: Feed
  private let size: Int
  private let limits: InputLimits
  /// Names are UTF-8 in any surroundings: libarchive decodes them by the thread's locale.
  private let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
  private var current: OpaquePointer?
  /// How many bytes were unpacked, how many the entries so far have, as the archive says, and how many entries there are.
  private var (unpacked, declared, entries) = (0, 0, 0)

  /// - Parameters:
  ///   - size: how many bytes the archive has on disk.
  ///   - limits: how many files and folders it may hold, and how much it may unpack to.
  init(_ input: Input, form: Form, size: Int, limits: InputLimits = .current) throws(Failure) {
    guard let archive = archive_read_new() else { throw .refused("there is not enough memory to unpack it") }
    self.archive = archive
    self.size = size
    self.limits = limits
    feed = Feed(input, packedSize: size, limits: limits)
    switch form {
    case .zip: archive_read_support_format_zip_seekable(archive)
    case .tar: archive_read_support_format_tar(archive)
    case .compressed:
      archive_read_support_format_raw(archive)
      archive_read_support_filter_bzip2(archive)
      archive_read_support_filter_xz(archive)
    }
    let code: Int32
    switch input {
    case .file(let path): code = archive_read_open_filename(archive, path, 1 << 18)
    case .memory(let bytes): code = archive_read_open_memory(archive, bytes.baseAddress, bytes.count)
    case .unpacked:
      code = archive_read_open2(
        archive, Unmanaged.passUnretained(feed).toOpaque(), nil,
        { _, feed, place in
          guard let feed, let place else { return -1 }
          return Unmanaged<Feed>.fromOpaque(feed).takeUnretainedValue().next(into: place)
        }, nil, nil)
    }
    if code != ARCHIVE_OK { throw failure(reading: "the archive is damaged, or cut") }
  }

  deinit {
    archive_read_free(archive)
    if let locale { freelocale(locale) }
  }

  /// The next entry; nil after the last one, when all that the archive's file holds was read. What was not read of the entry
  /// before is skipped.
  func next() throws(Failure) -> Entry? {
    let previous = locale.flatMap { uselocale($0) }
    defer { if let previous { uselocale(previous) } }
    let code = archive_read_next_header(archive, &current)
    if code == ARCHIVE_EOF {
      try feed.readToEnd()
      return nil
    }
    guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let current else {
      throw failure(reading: "the archive is damaged, or cut")
    }
    guard let name = archive_entry_pathname_utf8(current) ?? archive_entry_pathname(current) else {
      throw .damaged("the archive holds a file without a name")
    }
    entries += 1
    if entries > limits.entries {
      throw .refused(
        "it holds more than \(NumberFormat.exact(limits.entries)) files and folders; if it is meant to, unpack it, and name its "
          + "folder")
    }
    if strlen(name) > Self.longestName {
      throw .refused("file \(entries) in it has a name of more than 4,096 bytes; unpack it without that file")
    }
    let size = max(0, Int(clamping: archive_entry_size(current)))
    // A compressed tar archive is unpacked even where it is skipped.
    declared = declared.addingReportingOverflow(size).overflow ? .max : declared + size
    try Self.checkSize(declared, packed: self.size, limits)
    return Entry(
      name: String(cString: name),
      kind: repartee_is_file(current) != 0 ? .file : repartee_is_folder(current) != 0 ? .folder : .other,
      size: size, isEncrypted: archive_entry_is_encrypted(current) != 0)
  }

  /// Fills `buffer` with the next bytes of the entry; fewer than asked for mean its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = archive_read_data(archive, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      if count == 0 { break }
      if count < 0 { throw failure(reading: "it is damaged, or cut, in the archive") }
      filled += count
      unpacked += count
      try Self.checkSize(unpacked, packed: size, limits)
    }
    return filled
  }

  /// The whole content of the entry where it is no larger than `most`, else its first `most` bytes.
  func content(atMost most: Int, expected: Int) throws(Failure) -> [UInt8] {
    var content: [UInt8] = []
    // The archive's word on the size is not trusted with more memory than bytes that come.
    content.reserveCapacity(min(most, expected, 1 << 20))
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { part.deallocate() }
    while content.count < most {
      let wanted = min(part.count, most - content.count)
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: part[..<wanted]))
      content.append(contentsOf: part[..<count])
      if count < wanted { break }
    }
    return content
  }

  private static func checkSize(_ unpacked: Int, packed: Int, _ limits: InputLimits) throws(Failure) {
    if let refusal = limits.refusal(unpacked: unpacked, packed: packed) {
      throw .refused(refusal + "; if it is meant to, unpack it, and name its folder")
    }
  }

  private func failure(reading what: String) -> Failure {
    if let failure = feed.failure { return failure }
    let detail = archive_error_string(archive).map { String(cString: $0) }
    if detail == "Unrecognized archive format" { return .damaged(what) }
    return .damaged(what + (detail.map { " (\($0))" } ?? ""))
  }

  /// What libarchive reads from, where that is what a file unpacks to.
  private final class Feed {
    private(set) var failure: Failure?
    private let source: (any ByteSource)?
    private let packedSize: Int
    private let limits: InputLimits
    private let buffer: UnsafeMutableRawBufferPointer
    private var given = 0

    init(_ input: Input, packedSize: Int, limits: InputLimits) {
      self.limits = limits
      self.packedSize = packedSize
      if case .unpacked(let source) = input {
        (self.source, buffer) = (source, .allocate(byteCount: 1 << 18, alignment: 16))
      } else {
        (source, buffer) = (nil, UnsafeMutableRawBufferPointer(start: nil, count: 0))
      }
    }

    deinit { buffer.deallocate() }

    /// Reads what comes after the last entry, so that a checksum at the end is compared.
    func readToEnd() throws(Failure) {
      var place: UnsafeRawPointer?
      while source != nil, next(into: &place) > 0 {}
      if let failure { throw failure }
    }

    /// Gives libarchive the next bytes; -1 where there is an error.
    func next(into place: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
      guard let source else { return -1 }
      do throws(FormatError) {
        let count = try source.read(into: buffer)
        given += count
        place.pointee = UnsafeRawPointer(buffer.baseAddress)
        do throws(Failure) { try ArchiveStream.checkSize(given, packed: packedSize, limits) } catch {
          failure = error
          return -1
        }
        return count
      } catch {
        failure = .input(error)
        return -1
      }
    }
  }
}
