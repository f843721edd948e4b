import CReparteeZstd

@testable import ReparteeFormats

/// A value to be written as DAG-CBOR.
indirect enum CBOR {
  case text(String)
  case bytes([UInt8])
  case number(Int)
  case boolean(Bool)
  case list([CBOR])
  case object([String: CBOR])
  case link([UInt8])
  case null

  /// As a strict encoder writes it.
  var encoded: [UInt8] {
    switch self {
    case .text(let text): Self.head(3, text.utf8.count) + Array(text.utf8)
    case .bytes(let bytes): Self.head(2, bytes.count) + bytes
    case .number(let number): number < 0 ? Self.head(1, -1 - number) : Self.head(0, number)
    case .boolean(let boolean): [boolean ? 0xf5 : 0xf4]
    case .list(let list): Self.head(4, list.count) + list.flatMap(\.encoded)
    case .object(let object):
      Self.head(5, object.count)
        + object.sorted { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }
        .flatMap { CBOR.text($0.key).encoded + $0.value.encoded }
    case .link(let cid): [0xd8, 0x2a] + CBOR.bytes([0] + cid).encoded
    case .null: [0xf6]
    }
  }

  static func head(_ kind: UInt8, _ argument: Int) -> [UInt8] {
    func bytes(_ count: Int) -> [UInt8] {
      (0..<count).reversed().map { UInt8(truncatingIfNeeded: argument >> (8 * $0)) }
    }
    let top = kind << 5
    if argument < 24 { return [top | UInt8(argument)] }
    if argument < 1 << 8 { return [top | 24] + bytes(1) }
    if argument < 1 << 16 { return [top | 25] + bytes(2) }
    return argument < 1 << 32 ? [top | 26] + bytes(4) : [top | 27] + bytes(8)
  }
}

/// An invented event, to be written to a segment or, as JSON, to a stream.
struct ArchivedEvent {
  var kind: SegmentEvent.Kind
  var did: String
  var collection = ""
  var key = ""
  var payload: [UInt8] = []
  /// The record as JSON, or what an event about an account says.
  var json = ""
  var time = 0

  private static func post(_ text: String, answering parent: String?, mentioning did: String?) -> (CBOR, String) {
    var record: [String: CBOR] = [
      "$type": .text("app.bsky.feed.post"), "createdAt": .text("2024-01-01T10:00:00Z"), "text": .text(text),
    ]
    var json = #""$type":"app.bsky.feed.post","createdAt":"2024-01-01T10:00:00Z","text":"\#(text)""#
    if let parent {
      let link = CBOR.object(["uri": .text(parent), "cid": .text("c")])
      record["reply"] = .object(["parent": link, "root": link])
      json += #","reply":{"parent":{"uri":"\#(parent)"},"root":{"uri":"\#(parent)"}}"#
    }
    if let did {
      let type = "app.bsky.richtext.facet#mention"
      record["facets"] = .list([
        .object(["features": .list([.object(["$type": .text(type), "did": .text(did)])])])
      ])
      json += #","facets":[{"features":[{"$type":"\#(type)","did":"\#(did)"}]}]"#
    }
    return (.object(record), "{\(json)}")
  }

  static func post(
    _ key: String, by did: String, answering parent: String? = nil, mentioning other: String? = nil,
    _ kind: SegmentEvent.Kind = .create, at time: Int = 0
  ) -> ArchivedEvent {
    let (record, json) = post("words, wörter", answering: parent, mentioning: other)
    return ArchivedEvent(
      kind: kind, did: did, collection: "app.bsky.feed.post", key: key, payload: record.encoded, json: json, time: time)
  }

  static func follow(_ followed: String, by did: String, at time: Int = 0) -> ArchivedEvent {
    let record = CBOR.object(["subject": .text(followed), "createdAt": .text("2024-01-01T10:00:00Z")])
    return ArchivedEvent(
      kind: .create, did: did, collection: "app.bsky.graph.follow", key: "f", payload: record.encoded,
      json: #"{"subject":"\#(followed)","createdAt":"2024-01-01T10:00:00Z"}"#, time: time)
  }

  static func subject(_ collection: String, of address: String, by did: String, at time: Int = 0) -> ArchivedEvent {
    let record = CBOR.object([
      "subject": .object(["uri": .text(address), "cid": .text("c")]), "createdAt": .text("2024-01-01T10:00:00Z"),
    ])
    return ArchivedEvent(
      kind: .create, did: did, collection: collection, key: "s", payload: record.encoded,
      json: #"{"subject":{"uri":"\#(address)"},"createdAt":"2024-01-01T10:00:00Z"}"#, time: time)
  }

  static func deletion(_ key: String, by did: String, at time: Int = 0) -> ArchivedEvent {
    ArchivedEvent(kind: .delete, did: did, collection: "app.bsky.feed.post", key: key, time: time)
  }

  /// The event as Jetstream's first version writes it; its second one where `isSecond`.
  func jsonLine(isSecond: Bool) -> String {
    let operation = kind == .delete ? "delete" : kind == .update ? "update" : "create"
    let commit =
      #""operation":"\#(operation)","collection":"\#(collection)","rkey":"\#(key)""#
      + (json.isEmpty ? "" : #","record":\#(json)"#)
    let seconds = time / 1_000_000
    let text = "2023-11-14T22:13:\(seconds % 60 < 10 ? "0" : "")\(seconds % 60).000000Z"
    let second = ##"{"$type":"network.bsky.jetstream.subscribeEvents#"##
    let whose = #""seq":1,"did":"\#(did)","time":"\#(text)""#
    switch kind {
    case .identity, .account, .synchronization:
      let name = kind == .identity ? "identity" : kind == .account ? "account" : "sync"
      return isSecond
        ? second + #"\#(name)",\#(whose),"\#(name)":\#(json)}"#
        : #"{"did":"\#(did)","time_us":\#(time),"kind":"\#(name)","\#(name)":\#(json)}"#
    default:
      return isSecond
        ? second + #"commit",\#(whose),\#(commit)}"#
        : #"{"did":"\#(did)","time_us":\#(time),"kind":"commit","commit":{\#(commit)}}"#
    }
  }
}

/// Invented files of Bluesky that are no text.
enum BlueskyArchives {
  static let ann = "did:plc:ann", ben = "did:plc:ben", cat = "did:plc:cat"
  static let annsPost = "at://did:plc:ann/app.bsky.feed.post/1"

  static let events: [ArchivedEvent] = [
    .post("1", by: ann), .post("2", by: ben, answering: annsPost, mentioning: cat),
    .subject("app.bsky.feed.repost", of: annsPost, by: cat), .subject("app.bsky.feed.like", of: annsPost, by: cat),
    .follow(ann, by: ben), .follow(ben, by: cat), .deletion("9", by: cat),
    .subject("app.bsky.feed.threadgate", of: annsPost, by: ann),
  ]

  /// A segment of some events, so many a block.
  static func segment(_ events: [ArchivedEvent], blockSize: Int = 3, isSealed: Bool = true) -> [UInt8] {
    func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var blocks: [UInt8] = []
    var index: [UInt8] = []
    var count = 0
    for start in stride(from: 0, to: events.count, by: blockSize) {
      let part = events[start..<min(start + blockSize, events.count)]
      let columns = columns(of: Array(part), from: start)
      let frame = packed(columns)
      index += bytes(256 + blocks.count, 8) + bytes(frame.count, 4) + bytes(columns.count, 4) + bytes(part.count, 4)
      index += bytes(start, 8) + bytes(start + part.count - 1, 8) + bytes(0, 8) + bytes(0, 8)
      blocks += bytes(frame.count, 8) + frame
      count += 1
    }
    if !isSealed { return SegmentSource.magic + [UInt8](repeating: 0, count: 252) + blocks }
    let footer = 256 + blocks.count
    var header = bytes(1, 2) + bytes(count, 4) + bytes(events.count, 4) + bytes(1, 4)
    for _ in 0..<4 { header += bytes(0, 8) }
    for offset in [0, index.count, index.count, index.count, 0] { header += bytes(footer + offset, 8) }
    header += [UInt8](repeating: 0, count: 244 - header.count)
    // What stands for the filters, which are not looked at.
    let rest = index + [UInt8](repeating: 7, count: 300)
    var hash = XXHash3()
    (header + rest).withUnsafeBytes { hash.update($0) }
    let checksum = hash.finish()
    return SegmentSource.magic + (0..<8).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) } + header + blocks
      + rest
  }

  private static func columns(of events: [ArchivedEvent], from start: Int) -> [UInt8] {
    let texts = events.map { [Array($0.collection.utf8), Array($0.did.utf8), Array($0.key.utf8), $0.payload] }
    let all = texts.flatMap { $0.flatMap { $0 } }
    return all.withUnsafeBufferPointer { all in
      var place = 0
      func part(_ count: Int) -> UnsafeBufferPointer<UInt8> {
        defer { place += count }
        return UnsafeBufferPointer(rebasing: all[place..<place + count])
      }
      return SegmentBlock.bytes(
        of: zip(events, texts).enumerated().map { place, event in
          let parts = event.1.map { part($0.count) }
          return SegmentEvent(
            number: UInt64(start + place), witnessed: Int64(event.0.time), indexed: 0, kind: event.0.kind,
            collection: parts[0], did: parts[1], key: parts[2], revision: part(0), payload: parts[3])
        })
    }
  }

  /// One frame of zstd, with its checksum.
  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    var frame = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = ZSTD_compress2(context, &frame, frame.count, bytes, bytes.count)
    return Array(frame.prefix(count))
  }

  /// A repository of the records that some events create, as one node of a tree; the commit comes last.
  static func repository(of did: String, _ events: [ArchivedEvent], leavingOut left: Set<String> = []) -> [UInt8] {
    func block(_ content: [UInt8]) -> (cid: [UInt8], bytes: [UInt8]) {
      let hash = SHA256Digest()
      content.withUnsafeBytes { hash.update($0) }
      let cid = [1, 0x71, 0x12, 32] + hash.finishBytes()
      return (cid, length(cid.count + content.count) + cid + content)
    }
    func length(_ count: Int) -> [UInt8] {
      count < 0x80 ? [UInt8(count)] : [UInt8(count & 0x7f) | 0x80] + length(count >> 7)
    }
    var blocks: [UInt8] = []
    var entries: [CBOR] = []
    var previous: [UInt8] = []
    for event in events.sorted(by: { $0.collection + "/" + $0.key < $1.collection + "/" + $1.key }) {
      let record = block(event.payload)
      if !left.contains(event.key) { blocks += record.bytes }
      let path = Array((event.collection + "/" + event.key).utf8)
      let shared = zip(path, previous).prefix { $0 == $1 }.count
      previous = path
      entries.append(
        .object(["p": .number(shared), "k": .bytes(Array(path[shared...])), "v": .link(record.cid), "t": .null]))
    }
    let node = block(CBOR.object(["l": .null, "e": .list(entries)]).encoded)
    let commit = block(
      CBOR.object([
        "did": .text(did), "rev": .text("3kaaaaaaaaa2a"), "data": .link(node.cid), "version": .number(3), "prev": .null,
        "sig": .bytes([1, 2, 3]),
      ]).encoded)
    let header = CBOR.object(["roots": .list([.link(commit.cid)]), "version": .number(1)]).encoded
    return length(header.count) + header + blocks + node.bytes + commit.bytes
  }

  static let annsRecords: [ArchivedEvent] = [
    .post("1", by: ann), .post("2", by: ann, answering: "at://did:plc:ben/app.bsky.feed.post/7", mentioning: cat),
    .subject("app.bsky.feed.repost", of: "at://did:plc:ben/app.bsky.feed.post/7", by: ann), .follow(cat, by: ann),
    .subject("app.bsky.feed.like", of: annsPost, by: ann),
  ]

  /// A small file of each format, its name, and how many rows it has.
  static let samples: [(format: String, bytes: [UInt8], rows: Int)] = [
    ("jetstream", segment(events), 8), ("bluesky-car", repository(of: ann, annsRecords), 5),
  ]
}
