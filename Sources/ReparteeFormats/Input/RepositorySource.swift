/// A repository of the AT Protocol (`.car`), one person's records, as blocks of events that each create one.
///
/// The file is an archive of blocks, each called by its SHA-256: a commit, which says whose repository it is; a tree of nodes,
/// in which every key (`app.bsky.feed.post/3k…`) leads to a record; and the records. Their order is not the tree's, so that
/// the file is held in memory. Every block is compared with its SHA-256. Records that a part of a repository does not hold are
/// counted. The events come in the order of their keys, all at the time of the commit's revision.
///
/// Every access is in bounds: lengths are compared with what is left before they are followed, and the tree is followed as
/// far as its keys ascend and it is at most 128 deep, as trees are. Reference: https://ipld.io/specs/transport/car/carv1/ and
/// https://atproto.com/specs/repository.
final class RepositorySource: ByteSource {
  /// A larger file is not one person's.
  private static let largest = 1 << 30
  private static let mostDepth = 128
  /// More bytes than a collection, a slash and a key have together. Each key may go on from the one before it, so that without
  /// a limit a small file could make keys that fill the memory.
  private static let longestKey = 1024
  /// How many events a block has.
  private static let blockSize = 1024

  /// Whether a file begins as a repository does: with the length of its header, and the header's key `roots`.
  static func begins(_ first: [UInt8]) -> Bool {
    let key: [UInt8] = [0xa2, 0x65] + Array("roots".utf8)
    return first.dropFirst(1).starts(with: key) || first.dropFirst(2).starts(with: key)
  }

  /// What was noticed of the file.
  private(set) var note: String?
  private let content: MemorySource

  var bytesRead: Int { content.bytesRead }

  /// - Parameter file: what `source` unpacks, which says how much of it has been read.
  init(_ source: any ByteSource, of file: RawFile) throws(FormatError) {
    guard let bytes = try source.takeAll(atMost: Self.largest) else {
      throw .unsupported(path: file.path, reason: "the repository is larger than 1 GB")
    }
    var failure: Failure?
    var events: [UInt8] = []
    var missing = 0
    bytes.withUnsafeBufferPointer { bytes in
      do throws(Failure) {
        var archive = try Archive(bytes)
        try archive.walk()
        (events, missing) = (archive.eventBlocks(), archive.missing)
      } catch { failure = error }
    }
    if let failure {
      let place = failure.place.map { ", at byte \($0)" } ?? ""
      throw .truncated(path: file.path, reason: "the repository is damaged\(place): \(failure.reason)")
    }
    if missing > 0 {
      note = "it is a part of a repository: \(missing) records or parts of its tree are not in the file"
    }
    content = MemorySource(events, of: file)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int { try content.read(into: buffer) }

  private struct Failure: Error {
    var place: Int?
    var reason: String
  }

  /// The name of a block: its SHA-256.
  private struct Digest: Hashable {
    private let words: SIMD4<UInt64>

    init(_ bytes: Bytes) {
      let raw = UnsafeRawBufferPointer(bytes)
      words = SIMD4(
        raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self), raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    }

    /// The digest in a CID: version 1, DAG-CBOR or plain bytes, SHA-256; nil for others.
    init?(cid: Bytes) {
      guard cid.count == 36, cid[0] == 1, cid[1] == 0x71 || cid[1] == 0x55, cid[2] == 0x12, cid[3] == 32 else {
        return nil
      }
      self.init(cid.part(4, 36))
    }
  }

  /// The blocks of a file, and the records that its tree leads to.
  private struct Archive {
    private let bytes: Bytes
    private var blocks: [Digest: (start: Int, end: Int)] = [:]
    private var root: Digest
    private var did: Bytes = Bytes(start: nil, count: 0)
    private var revision: Bytes = Bytes(start: nil, count: 0)
    private var records: [(path: [UInt8], place: (start: Int, end: Int))] = []
    private var lastPath: [UInt8] = []
    private(set) var missing = 0

    init(_ bytes: Bytes) throws(Failure) {
      self.bytes = bytes
      var place = 0
      let headerEnd = try Self.length(bytes, &place)
      let header = try Self.value(bytes, place, headerEnd)
      guard header["version"]?.integer == 1 else {
        throw Failure(place: place, reason: "expected version 1 of the archive's format")
      }
      var roots: [Digest?] = []
      header["roots"]?.forEachElement { roots.append($0.link.flatMap { Digest(cid: $0) }) }
      guard let first = roots.first, let root = first else {
        throw Failure(place: place, reason: "expected a root with a SHA-256")
      }
      self.root = root
      place = headerEnd
      let hash = SHA256Digest()
      while place < bytes.count {
        let start = place
        let end = try Self.length(bytes, &place)
        guard end - place >= 36, let name = Digest(cid: bytes.part(place, place + 36)) else {
          throw Failure(place: start, reason: "expected a block with a SHA-256")
        }
        let content = bytes.part(place + 36, end)
        hash.restart()
        hash.update(UnsafeRawBufferPointer(content))
        guard hash.finishBytes().withUnsafeBufferPointer({ Digest($0) }) == name else {
          throw Failure(place: start, reason: "the block's SHA-256 is not the one that it is called by")
        }
        blocks[name] = (place + 36, end)
        place = end
      }
    }

    /// Follows the tree from the commit.
    mutating func walk() throws(Failure) {
      guard let place = blocks[root] else { throw Failure(reason: "its commit is not in the file") }
      let commit = try Self.value(bytes, place.start, place.end)
      guard let did = commit["did"]?.utf8, did.starts(with: "did:"), let tree = commit["data"]?.link else {
        throw Failure(place: place.start, reason: "expected a commit with “did” and “data”")
      }
      self.did = did
      revision = commit["rev"]?.utf8 ?? revision
      guard let top = Digest(cid: tree) else {
        throw Failure(place: place.start, reason: "expected a tree with a SHA-256")
      }
      try walk(top, depth: 0)
    }

    private mutating func walk(_ name: Digest, depth: Int) throws(Failure) {
      guard let place = blocks[name] else {
        missing += 1
        return
      }
      if depth > Self.mostDepth { throw Failure(place: place.start, reason: "its tree is more than 128 deep") }
      let node = try Self.value(bytes, place.start, place.end)
      if let left = node["l"]?.link.flatMap({ Digest(cid: $0) }) { try walk(left, depth: depth + 1) }
      var entries: [CBORValue] = []
      node["e"]?.forEachElement { entries.append($0) }
      var key: [UInt8] = []
      for entry in entries {
        guard let shared = entry["p"]?.integer, let rest = entry["k"]?.data, shared >= 0, shared <= key.count,
          let value = entry["v"]?.link.flatMap({ Digest(cid: $0) })
        else { throw Failure(place: place.start, reason: "expected entries with “p”, “k” and “v” in a node") }
        guard Int(shared) + rest.count <= RepositorySource.longestKey else {
          throw Failure(place: place.start, reason: "a key of its tree has more than 1,024 bytes")
        }
        key = Array(key.prefix(Int(shared))) + Array(rest)
        guard lastPath.lexicographicallyPrecedes(key) else {
          throw Failure(place: place.start, reason: "the keys of its tree are not in order")
        }
        lastPath = key
        if let record = blocks[value] { records.append((key, record)) } else { missing += 1 }
        if let right = entry["t"]?.link.flatMap({ Digest(cid: $0) }) { try walk(right, depth: depth + 1) }
      }
    }

    /// The records as blocks of events, each after its length and its number.
    func eventBlocks() -> [UInt8] {
      let time = RecordKey.time(revision) ?? 0
      var blocks: [UInt8] = []
      var number = 0
      for start in stride(from: 0, to: records.count, by: RepositorySource.blockSize) {
        let part = records[start..<min(start + RepositorySource.blockSize, records.count)]
        let paths = part.flatMap(\.path)
        let block = paths.withUnsafeBufferPointer { paths in
          var place = 0
          return SegmentBlock.bytes(
            of: part.map { record in
              let path = paths.part(place, place + record.path.count)
              place += record.path.count
              let slash = path.firstIndex(of: UInt8(ascii: "/"), from: 0) ?? path.count
              return SegmentEvent(
                number: 0, witnessed: time, indexed: 0, kind: .create, collection: path.part(0, slash), did: did,
                key: path.part(min(slash + 1, path.count), path.count), revision: revision,
                payload: bytes.part(record.place.start, record.place.end))
            })
        }
        number += 1
        for value in [block.count, number] { blocks += (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        blocks += block
      }
      return blocks
    }

    private static let mostDepth = RepositorySource.mostDepth

    /// Reads the length of what follows (LEB128) and returns where that ends.
    private static func length(_ bytes: Bytes, _ place: inout Int) throws(Failure) -> Int {
      let start = place
      var length: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 63, by: 7) {
        guard place < bytes.count else { throw Failure(place: start, reason: "the file ends too early") }
        let byte = bytes[place]
        place += 1
        length |= UInt64(byte & 0x7f) << shift
        if byte < 0x80 {
          guard length <= UInt64(bytes.count - place) else {
            throw Failure(place: start, reason: "the file ends too early")
          }
          return place + Int(length)
        }
      }
      throw Failure(place: start, reason: "expected a length")
    }

    private static func value(_ bytes: Bytes, _ start: Int, _ end: Int) throws(Failure) -> CBORValue {
      do throws(CBORValue.Failure) { return try CBORValue(bytes.part(start, end)) } catch {
        throw Failure(place: start + error.place, reason: error.reason)
      }
    }
  }
}

/// Keys of records and revisions of repositories, most of which say when they were made.
enum RecordKey {
  /// The time of a key of 13 signs (a TID), in microseconds since 1970; nil for other keys.
  static func time(_ key: Bytes) -> Int64? {
    guard key.count == 13 else { return nil }
    var number: UInt64 = 0
    for byte in key {
      switch byte {
      case UInt8(ascii: "2")...UInt8(ascii: "7"): number = number << 5 | UInt64(byte - UInt8(ascii: "2"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): number = number << 5 | UInt64(byte - UInt8(ascii: "a") + 6)
      default: return nil
      }
    }
    return Int64(number >> 10 & 0x1f_ffff_ffff_ffff)
  }
}
