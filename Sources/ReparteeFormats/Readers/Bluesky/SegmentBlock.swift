/// One event of a block of Jetstream's archive. Its bytes are valid only while the block's are.
struct SegmentEvent {
  /// What an event is, as the block numbers it.
  enum Kind: UInt8 {
    case create = 1
    case update, delete, identity, account, synchronization
    /// A record as it is after a repository was read again.
    case recreate
  }

  /// Its number in the archive.
  var number: UInt64
  /// When Jetstream saw it, in microseconds since 1970.
  var witnessed: Int64
  /// When it is said to have happened, where somebody says so; else 0.
  var indexed: Int64
  var kind: Kind
  var collection: Bytes
  var did: Bytes
  var key: Bytes
  var revision: Bytes
  /// The record, or what the event says, as DAG-CBOR.
  var payload: Bytes

  /// When it happened, in microseconds since 1970, as Jetstream shows it; nil where that is unknown.
  var time: Int64? { indexed != 0 ? indexed : witnessed != 0 ? witnessed : nil }
}

/// The events of a block, unpacked: a count, columns of numbers and lengths, then one column after another of what those
/// lengths are of.
///
/// Every access is in bounds: the sum of all lengths is compared with the block's before any is followed. Reference: the
/// segment format in Jetstream's documentation, https://github.com/bluesky-social/jetstream.
enum SegmentBlock {
  struct Failure: Error {
    let reason: String
  }

  /// More than a block may have.
  private static let mostEvents = 1 << 18
  /// Of an event: three numbers of eight bytes, its kind, and the lengths of five columns.
  private static let fixedSize = 8 + 8 + 8 + 1 + 1 + 2 + 1 + 1 + 4

  /// Calls `body` with each event, in the block's order.
  static func forEachEvent(in block: Bytes, _ body: (SegmentEvent) -> Void) throws(Failure) {
    guard block.count >= 4 else { throw Failure(reason: "it has no count of events") }
    let count = Int(number(block, 0, 4))
    guard count <= mostEvents, block.count - 4 >= count * fixedSize else {
      throw Failure(reason: "it says that it has \(count) events, more than its bytes hold")
    }
    var place = 4
    func column(_ width: Int) -> Int {
      defer { place += width * count }
      return place
    }
    let (numbers, witnessed, indexed, kinds) = (column(8), column(8), column(8), column(1))
    // The columns of lengths, and how many bytes each length has.
    let lengths = [1, 2, 1, 1, 4].map { (start: column($0), width: $0) }
    var ends: [Int] = []
    var total = place
    for column in lengths {
      ends.append(total)
      for event in 0..<count { total += number(block, column.start + event * column.width, column.width) }
    }
    guard total == block.count else {
      throw Failure(reason: "its events have \(total) bytes, and it has \(block.count)")
    }
    for event in 0..<count {
      guard let kind = SegmentEvent.Kind(rawValue: block[kinds + event]) else {
        throw Failure(reason: "event \(event + 1) is of the unknown kind \(block[kinds + event]); update Repartee")
      }
      func part(_ column: Int) -> Bytes {
        let start = ends[column]
        ends[column] += number(block, lengths[column].start + event * lengths[column].width, lengths[column].width)
        return block.part(start, ends[column])
      }
      body(
        SegmentEvent(
          number: UInt64(bitPattern: Int64(number(block, numbers + 8 * event, 8))),
          witnessed: Int64(number(block, witnessed + 8 * event, 8)),
          indexed: Int64(number(block, indexed + 8 * event, 8)), kind: kind, collection: part(0), did: part(1),
          key: part(2), revision: part(3), payload: part(4)))
    }
  }

  /// A number of up to 8 bytes, the lowest first.
  @inline(__always)
  private static func number(_ bytes: Bytes, _ start: Int, _ width: Int) -> Int {
    switch width {
    case 1: Int(bytes[start])
    case 2: Int(bytes.number(UInt16.self, at: start))
    case 4: Int(bytes.number(UInt32.self, at: start))
    default: Int(bytes.number(Int64.self, at: start))
    }
  }

  /// The block of some events, unpacked. No text may be longer than its column of lengths can say: it is cut.
  static func bytes(of events: [SegmentEvent]) -> [UInt8] {
    var block: [UInt8] = []
    func append(_ value: Int, _ width: Int) {
      for byte in 0..<width { block.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
    append(events.count, 4)
    for event in events { append(Int(truncatingIfNeeded: event.number), 8) }
    for event in events { append(Int(event.witnessed), 8) }
    for event in events { append(Int(event.indexed), 8) }
    for event in events { append(Int(event.kind.rawValue), 1) }
    let columns: [(width: Int, bytes: (SegmentEvent) -> Bytes)] = [
      (1, { $0.collection }), (2, { $0.did }), (1, { $0.key }), (1, { $0.revision }), (4, { $0.payload }),
    ]
    func content(_ event: SegmentEvent, _ column: (width: Int, bytes: (SegmentEvent) -> Bytes)) -> Bytes {
      let bytes = column.bytes(event)
      return bytes.part(0, min(bytes.count, 1 << (8 * column.width) - 1))
    }
    for column in columns { for event in events { append(content(event, column).count, column.width) } }
    for column in columns { for event in events { block += content(event, column) } }
    return block
  }
}
