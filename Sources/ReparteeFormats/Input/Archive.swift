import ReparteeGraph

/// A zip or tar archive, read as the folder that it unpacks to; tar archives may be compressed by gzip, zstd, bzip2 or xz.
///
/// It is gone through twice, each time from its beginning to its end: once to detect what its files are and to compare every
/// checksum of what will be read, so that a damaged archive is refused before anything of it is stored; then to read them. A
/// file is held in memory as a whole where it is small, else a block at a time.
///
/// - Its files are those of the folder: without hidden ones and stores, and of two of one name the later one.
/// - Links, devices, archives within it, and names that lead out of it are no files to read. An encrypted file is refused.
package enum Archive {
  /// What an archive holds.
  package struct Contents {
    /// What is named as files are, in the archive's order.
    package fileprivate(set) var files: [Content] = []
    /// Whose they are, as some of them say.
    package fileprivate(set) var owners = ExportOwners()
  }

  /// Something in an archive that is named as a file is.
  package struct Content {
    /// The file.
    package let member: ArchiveMember
    /// The format's name; or why it cannot be read, as for files of folders.
    package let format: Result<String, FormatError>
    /// The format's name where the file lacks nothing but its owner.
    package var formatOfOwner: String?

    fileprivate init(_ member: ArchiveMember, _ format: Result<String, FormatError>) {
      (self.member, self.format) = (member, format)
    }

    /// One that is passed over.
    fileprivate init(_ member: ArchiveMember, passedOver reason: String) {
      self.init(member, .failure(.unsupported(path: member.path, reason: reason)))
    }

    /// Whether it may be read, after which the archive is still open.
    fileprivate var mayBeRead: Bool { (try? format.get()) != nil || formatOfOwner != nil }
  }

  /// A file up to this size is held in memory as a whole, so that it can be read twice.
  static let smallFile = 1 << 23
  /// The largest workbook, repository or compressed file of which a format is detected, since that takes the whole of it.
  static let largestWhole = 1 << 26
  /// The bytes from which a format is detected, which hold 64 KB of text.
  private static let sampleSize = 1 << 19

  /// Detects what the files of the archive at `path` are, in its order.
  /// - Parameter options: what the user said of all of them.
  /// - Throws: `FormatError` where the archive is cut, damaged, encrypted, or beyond the limits.
  /// - Complexity: linear in what it unpacks to; what is passed over in a zip archive costs nothing.
  package static func contents(of path: String, options: ReadOptions) throws(FormatError) -> Contents {
    let cursor = ArchiveCursor(path: path)
    var (contents, places): (Contents, [String: Int]) = (Contents(), [:])
    while let (place, entry) = try cursor.next() {
      let parts = entry.name.split(separator: "/").filter { $0 != "." }
      if entry.kind == .folder || parts.isEmpty || isHidden(parts) { continue }
      let name = parts.joined(separator: "/")
      let member = ArchiveMember(cursor: cursor, place: place, entry: entry, path: path + ":" + name)
      if let earlier = places.updateValue(contents.files.count, forKey: name) {
        contents.files[earlier] = Content(
          contents.files[earlier].member, passedOver: "in the archive again, and read as they are there the last time")
      }
      if entry.name.hasPrefix("/") || parts.contains("..") {
        contents.files.append(Content(member, passedOver: "names that lead out of the archive"))
      } else if entry.kind == .other {
        contents.files.append(Content(member, passedOver: "links or devices, not files"))
      } else if entry.isEncrypted {
        throw .unreadable(
          path: member.path, reason: "it is encrypted; unpack the archive with its password, and name the folder")
      } else {
        contents.files.append(try content(of: member, in: cursor, options: options, &contents.owners))
      }
    }
    cursor.last = contents.files.last(where: \.mayBeRead)?.member.place ?? -1
    cursor.close()
    return contents
  }

  /// Whether a folder's file of that name would be passed over without a word: hidden ones and stores.
  private static func isHidden(_ parts: [Substring]) -> Bool {
    parts.contains { $0.hasPrefix(".") && $0 != ".." || $0.hasSuffix(".repartee") || $0.contains(".repartee-") }
  }

  /// Detects what the entry that came last is, and unpacks the rest of it where it will be read.
  private static func content(
    of member: ArchiveMember, in cursor: ArchiveCursor, options: ReadOptions, _ owners: inout ExportOwners
  ) throws(FormatError) -> Content {
    var sample = try cursor.content(atMost: sampleSize, of: member)
    if sample.count < member.size, member.size <= largestWhole, isDetectedAsWhole(sample) {
      sample += try cursor.content(atMost: largestWhole, of: member)
    }
    owners.add(member.path) { sample }
    func format(_ options: ReadOptions) -> Result<String, FormatError> {
      let raw = RawFile(path: member.path, size: member.size, content: sample)
      return Result { () throws(FormatError) in try FileReader(raw, options: options).formatName }
    }
    var found = Content(member, format(options))
    if case .failure(.missingSetting(_, .owner, _)) = found.format {
      var options = options
      options.owner = "0"
      found.formatOfOwner = try? format(options).get()
    }
    guard found.mayBeRead else { return found }
    var read = Content(try cursor.finish(member, after: sample), found.format)
    read.formatOfOwner = found.formatOfOwner
    return read
  }

  /// Whether a format can be detected only from the whole file.
  private static func isDetectedAsWhole(_ sample: [UInt8]) -> Bool {
    isZip(sample) || RepositorySource.begins(sample) || sample.starts(with: GzipSource.magic)
      || sample.starts(with: ZstdSource.magic)
  }

  /// Why a file in an archive is passed over that is an archive itself.
  static func nested(path: String) -> FormatError {
    .unsupported(path: path, reason: "archives in an archive; unpack them, and name their folders")
  }

  /// Whether a file begins as zip archives do, empty ones too.
  static func isZip(_ first: some Sequence<UInt8>) -> Bool {
    first.starts(with: [0x50, 0x4b, 0x03, 0x04]) || first.starts(with: [0x50, 0x4b, 0x05, 0x06])
  }

  /// Whether a file begins with the header of a tar archive: its checksum is the sum of its bytes.
  static func isTar(_ first: some Collection<UInt8>) -> Bool {
    guard first.count >= 512, first.first != 0 else { return false }
    let header = Array(first.prefix(512))
    let digits = header[148..<156].drop { $0 == UInt8(ascii: " ") }.prefix { (48...55).contains($0) }
    guard let written = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return false }
    let sum = header.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(header[$1])) }
    return written == sum
  }

  /// Whether a file begins as one that bzip2 or xz compressed, which are read for archives only.
  static func mayBeTar(compressedAs first: [UInt8]) -> Bool {
    first.starts(with: Array("BZh".utf8)) || first.starts(with: [0xfd, 0x37, 0x7a, 0x58])
  }

  /// Whether the file at `path`, which bzip2 or xz compressed, holds a tar archive.
  static func isTar(compressedAt path: String) -> Bool {
    do throws(ArchiveStream.Failure) {
      let stream = try ArchiveStream(.file(path), form: .compressed, size: .max)
      guard try stream.next() != nil else { return false }
      return try isTar(stream.content(atMost: 512, expected: 512))
    } catch {
      return false
    }
  }
}

/// A file in an archive.
package struct ArchiveMember: Sendable {
  /// Where it is found, as `archive.zip:folder/file`.
  package let path: String
  /// How many bytes it has, unpacked once.
  package let size: Int
  /// The SHA-256 of its bytes, where it was read to its end.
  package fileprivate(set) var sha256: String?
  private let cursor: ArchiveCursor
  /// Its place among all that the archive holds.
  fileprivate let place: Int
  /// Its name as the archive has it.
  fileprivate let name: String

  fileprivate init(cursor: ArchiveCursor, place: Int, entry: ArchiveStream.Entry, path: String) {
    (self.cursor, self.place, self.path) = (cursor, place, path)
    (name, size) = (entry.name, entry.size)
  }

  /// Its bytes. Files of one archive are opened in its order, each after the one before was read: any other goes through the
  /// archive again.
  func open() throws(FormatError) -> RawFile { try cursor.open(self) }
}

/// How far an archive is read. Its files are read one after the other, so that no two threads use it at once.
private final class ArchiveCursor: @unchecked Sendable {
  /// The place of the last file that will be read, after which the archive is closed.
  var last = Int.max
  private let path: String
  private var stream: ArchiveStream?
  /// The place of the entry that comes next.
  private var place = 0

  init(path: String) { self.path = path }

  /// The next entry and its place; nil after the last one.
  func next() throws(FormatError) -> (place: Int, entry: ArchiveStream.Entry)? {
    if stream == nil { try begin() }
    guard let stream else { return nil }
    do throws(ArchiveStream.Failure) {
      guard let entry = try stream.next() else { return nil }
      place += 1
      return (place - 1, entry)
    } catch {
      throw error.error(for: path)
    }
  }

  /// The next bytes of the entry that came last.
  func content(atMost most: Int, of member: ArchiveMember) throws(FormatError) -> [UInt8] {
    do throws(ArchiveStream.Failure) {
      return try stream?.content(atMost: most, expected: member.size) ?? []
    } catch {
      throw error.error(for: member.path)
    }
  }

  /// Reads the rest of the entry that came last, so that its checksum is compared, and makes its SHA-256.
  func finish(_ member: ArchiveMember, after sample: [UInt8]) throws(FormatError) -> ArchiveMember {
    let digest = SHA256Digest()
    var part = sample
    while !part.isEmpty {
      part.withUnsafeBytes { digest.update($0) }
      part = try content(atMost: 1 << 20, of: member)
    }
    var member = member
    member.sha256 = digest.finish()
    return member
  }

  func open(_ member: ArchiveMember) throws(FormatError) -> RawFile {
    if place > member.place { close() }
    while let (place, entry) = try next() {
      if place < member.place { continue }
      guard entry.name == member.name, entry.size == member.size, let stream else { break }
      let isLast = place >= last
      if member.size > Archive.smallFile {
        return RawFile(path: member.path, size: member.size, next: stream) { [weak self] in if isLast { self?.close() }
        }
      }
      let content = try content(atMost: Archive.smallFile + 1, of: member)
      if isLast { close() }
      return RawFile(path: member.path, size: content.count, content: content)
    }
    throw .unreadable(path: member.path, reason: "the archive was changed while it was read; import it again")
  }

  func close() { (stream, place) = (nil, 0) }

  private func begin() throws(FormatError) {
    let raw = try RawFile(path: path)
    let size = raw.size ?? 0
    let first = try raw.peek(4)
    _ = raw.takeUnobserved()
    do throws(ArchiveStream.Failure) {
      let stream: ArchiveStream
      if Archive.isZip(first) {
        stream = try ArchiveStream(.file(path), form: .zip, size: size)
      } else if first.starts(with: GzipSource.magic) {
        stream = try ArchiveStream(.unpacked(gzip(raw)), form: .tar, size: size)
      } else if first == ZstdSource.magic {
        stream = try ArchiveStream(.unpacked(zstd(raw)), form: .tar, size: size)
      } else if Archive.mayBeTar(compressedAs: first) {
        let unpacked = try ArchiveStream(.file(path), form: .compressed, size: size)
        _ = try unpacked.next()
        let source = RawFile(path: path, size: size, next: unpacked) {}
        _ = source.takeUnobserved()
        stream = try ArchiveStream(.unpacked(source), form: .tar, size: size)
      } else {
        stream = try ArchiveStream(.file(path), form: .tar, size: size)
      }
      (self.stream, place) = (stream, 0)
    } catch {
      throw error.error(for: path)
    }
  }

  private func gzip(_ raw: RawFile) throws(ArchiveStream.Failure) -> GzipSource {
    do throws(FormatError) { return try GzipSource(file: raw) } catch { throw .input(error) }
  }

  private func zstd(_ raw: RawFile) throws(ArchiveStream.Failure) -> ZstdSource {
    do throws(FormatError) { return try ZstdSource(file: raw) } catch { throw .input(error) }
  }
}
