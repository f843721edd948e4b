import CReparteeChecksums
import ReparteeGraph

/// Acts that belong to no post, of one kind, as columns: who acted, towards whom, when, how often; sorted so.
struct ActList: Sendable {
  /// Row ids of accounts: who acted in the upper 32 bits, towards whom in the lower ones.
  var pairs: [UInt64] = []
  /// Milliseconds since 1970; empty where no act of the list has a time.
  var times: [Int64] = []
  /// How many acts each row stands for; empty where each stands for one.
  var counts: [Int64] = []

  var count: Int { pairs.count }

  func time(_ place: Int) -> Int64 { times.isEmpty ? Schema.untimed : times[place] }
  func count(_ place: Int) -> Int64 { counts.isEmpty ? 1 : counts[place] }

  static func pair(_ actor: UInt32, _ target: UInt32) -> UInt64 { UInt64(actor) << 32 | UInt64(target) }
}

/// Acts that belong to no post, packed: one row of the table `interaction_block`.
///
/// Acts of one source and kind, in the order of actor, target and time; those without a time are in blocks of their own. The
/// columns of the table say for each of the four columns of acts the least number, and in how many bits the others stand:
///
///     data    := actors targets times counts padding
///     actors  := code*                      as many as `rows` says; the others likewise; each column begins with a byte
///     code    := bits                       the number less the least one, in units (of times) or one by one, the lowest bit first
///     padding := 8 bytes                    zeros, so that whoever reads the last code may read 8 bytes from where it begins
///
/// Every code stands where its place says, so that plain SQL can read it: see `view`. A block is as long as a page of the
/// store, which SQLite then reads without a copy. `checksum` is, by the rule of the store's pages, that of the numbers before
/// `data`, 8 bytes each, little-endian, and of `data` after them.
struct InteractionBlock: Sendable {
  /// A column of a block.
  struct Column: Sendable, Equatable {
    /// The least number; of counts it is 1.
    var least: Int64
    /// What numbers are apart, or a multiple of it; other than 1 for times alone.
    var unit: Int64 = 1
    /// Bits of each code.
    var bits: Int

    /// How many bytes the codes of `rows` numbers take.
    func bytes(_ rows: Int) -> Int { (rows * bits + 7) / 8 }
  }

  /// A block is closed before it holds more bytes, so that it and its row fit into a page.
  static let mostBytes = 8_060
  /// And before it holds more rows, so that SQL that counts its rows counts to no more.
  static let mostRows = 4_096
  /// A wider code might not be in the 8 bytes from where it begins.
  static let mostBits = 56
  private static let padding = 8

  var kind: Int64
  var rows: Int
  var actors: Column
  var targets: Column
  var times: Column
  var counts: Column
  var data: [UInt8]

  private var columns: [Column] { [actors, targets, times, counts] }

  /// The checksum that is stored with it.
  var checksum: Int64 {
    let numbers =
      ([kind, Int64(rows)] + columns.flatMap { [$0.least, $0.unit, Int64($0.bits)] } + [Int64(data.count)])
      .map(\.littleEndian)
    let start = numbers.withUnsafeBytes { repartee_checksum($0.baseAddress, $0.count, 0) }
    return Int64(bitPattern: data.withUnsafeBytes { repartee_checksum($0.baseAddress, $0.count, start) })
  }

  /// Whether its numbers are those of a block, so that its codes can be read.
  var isReadable: Bool {
    let accounts = 0...Int64(UInt32.max)
    return (1...Self.mostRows).contains(rows) && columns.allSatisfy { (0...Self.mostBits).contains($0.bits) }
      && columns.allSatisfy { $0.unit > 0 } && accounts.contains(actors.least) && accounts.contains(targets.least)
      && actors.bits <= 32 && targets.bits <= 32
      && data.count == columns.reduce(Self.padding) { $0 + $1.bytes(rows) }
  }

  /// Whether any of its acts can be one of an account between two row ids.
  func mayActBetween(_ first: UInt32, _ last: UInt32) -> Bool {
    actors.least <= Int64(last) && actors.least + (1 << Int64(actors.bits)) > Int64(first)
  }

  // MARK: Writing

  /// Whether numbers of a row are such as a block can hold.
  static func canHold(time: Int64, count: Int64) -> Bool {
    let limit: Int64 = 1 << 54
    return (time == Schema.untimed || (-limit...limit).contains(time)) && (1...limit).contains(count)
  }

  /// Cuts acts into blocks; they are in order, and all have a time or none has. Complexity: O(n).
  static func encode(_ acts: ActList, kind: Int64) -> [InteractionBlock] {
    let extents = extents(of: acts)
    return Cores.map(count: extents.count) { encode(acts, extents[$0].rows, extents[$0].extent, kind: kind) }
  }

  /// One block of few acts: as many as another block held.
  static func encodeOne(_ acts: ActList, kind: Int64) -> InteractionBlock {
    var extent = Extent(acts, 0)
    for place in 0..<acts.count { extent.add(acts, place) }
    return encode(acts, 0..<acts.count, extent, kind: kind)
  }

  /// Between what numbers those of some acts are.
  private struct Extent {
    private var actors: (least: UInt64, most: UInt64)
    private var targets: (least: UInt64, most: UInt64)
    private var times: (least: Int64, most: Int64)
    private var unit: UInt64 = 0
    private var mostCount: Int64 = 1

    init(_ acts: ActList, _ place: Int) {
      let (pair, time) = (acts.pairs[place], acts.time(place))
      (actors, targets) = ((pair >> 32, pair >> 32), (pair & 0xFFFF_FFFF, pair & 0xFFFF_FFFF))
      times = (time, time)
    }

    @inline(__always)
    mutating func add(_ acts: ActList, _ place: Int) {
      let (actor, target) = (acts.pairs[place] >> 32, acts.pairs[place] & 0xFFFF_FFFF)
      actors = (min(actors.least, actor), max(actors.most, actor))
      targets = (min(targets.least, target), max(targets.most, target))
      if !acts.counts.isEmpty { mostCount = max(mostCount, acts.counts[place]) }
      guard !acts.times.isEmpty else { return }
      let time = acts.times[place]
      // By the difference from any time of the block: the unit divides them all.
      unit = Self.commonDivisor(unit, (time - times.least).magnitude)
      times = (min(times.least, time), max(times.most, time))
    }

    private static func commonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
      if right == 0 { return left }
      if left != 0, right % left == 0 { return left }
      var (left, right) = (left, right)
      while right != 0 { (left, right) = (right, left % right) }
      return left
    }

    private static func bits(_ most: UInt64) -> Int { UInt64.bitWidth - most.leadingZeroBitCount }

    var columns: (actors: Column, targets: Column, times: Column, counts: Column) {
      let unit = max(1, self.unit)
      return (
        Column(least: Int64(actors.least), bits: Self.bits(actors.most - actors.least)),
        Column(least: Int64(targets.least), bits: Self.bits(targets.most - targets.least)),
        Column(
          least: times.least, unit: Int64(unit),
          bits: Self.bits(UInt64(bitPattern: times.most &- times.least) / unit)),
        Column(least: 1, bits: Self.bits(UInt64(mostCount - 1)))
      )
    }

    func bytes(_ rows: Int) -> Int {
      let columns = columns
      return columns.actors.bytes(rows) + columns.targets.bytes(rows) + columns.times.bytes(rows)
        + columns.counts.bytes(rows) + padding
    }
  }

  private static func extents(of acts: ActList) -> [(rows: Range<Int>, extent: Extent)] {
    let step = 32
    var found: [(rows: Range<Int>, extent: Extent)] = []
    var start = 0
    while start < acts.count {
      var extent = Extent(acts, start)
      var end = start
      while end < acts.count, end - start < mostRows {
        var longer = extent
        let next = min(end + step, acts.count)
        for place in end..<next { longer.add(acts, place) }
        if longer.bytes(next - start) > mostBytes, end > start { break }
        (extent, end) = (longer, next)
      }
      found.append((start..<end, extent))
      start = end
    }
    return found
  }

  private static func encode(_ acts: ActList, _ rows: Range<Int>, _ extent: Extent, kind: Int64) -> InteractionBlock {
    let (actors, targets, times, counts) = extent.columns
    var data = [UInt8](repeating: 0, count: extent.bytes(rows.count))
    var start = 0
    func write(_ column: Column, _ code: (Int) -> UInt64) {
      if column.bits == 0 { return }
      // In bounds: a code ends at most 63 bits from where its byte begins, and 8 bytes follow the last one.
      data.withUnsafeMutableBytes { data in
        var bit = start * 8
        for place in rows {
          let held = data.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self).littleEndian
          let word = held | code(place) &<< UInt64(bit & 7)
          data.storeBytes(of: word.littleEndian, toByteOffset: bit >> 3, as: UInt64.self)
          bit += column.bits
        }
      }
      start += column.bytes(rows.count)
    }
    write(actors) { acts.pairs[$0] >> 32 - UInt64(actors.least) }
    write(targets) { acts.pairs[$0] & 0xFFFF_FFFF - UInt64(targets.least) }
    write(times) { UInt64(bitPattern: acts.time($0) &- times.least) / UInt64(times.unit) }
    write(counts) { UInt64(acts.count($0) - 1) }
    return InteractionBlock(
      kind: kind, rows: rows.count, actors: actors, targets: targets, times: times, counts: counts, data: data)
  }

  // MARK: Reading

  /// Unpacks a block that is readable to buffers that have as many places as it has rows; nil for what is not needed.
  func decode(
    pairs: UnsafeMutableBufferPointer<UInt64>, times: UnsafeMutableBufferPointer<Int64>?,
    counts: UnsafeMutableBufferPointer<Int64>?
  ) {
    // In bounds: `isReadable` compares the bytes with the rows and widths, and the buffers have a place a row.
    var start = 0
    func read(_ column: Column, _ put: (Int, UInt64) -> Void) {
      if column.bits == 0 {
        for place in 0..<rows { put(place, 0) }
        return
      }
      let mask = UInt64.max &>> UInt64(64 - column.bits)
      data.withUnsafeBytes { data in
        guard let base = data.baseAddress else { return }
        var bit = start * 8
        for place in 0..<rows {
          let word = UInt64(littleEndian: (base + bit &>> 3).loadUnaligned(as: UInt64.self))
          put(place, word &>> UInt64(bit & 7) & mask)
          bit &+= column.bits
        }
      }
      start += column.bytes(rows)
    }
    read(actors) { pairs[$0] = UInt64(UInt32(truncatingIfNeeded: UInt64(actors.least) &+ $1)) << 32 }
    read(targets) { pairs[$0] |= UInt64(UInt32(truncatingIfNeeded: UInt64(targets.least) &+ $1)) }
    if let times {
      read(self.times) { times[$0] = self.times.least &+ Int64(bitPattern: $1) &* self.times.unit }
    } else {
      start += self.times.bytes(rows)
    }
    if let counts { read(self.counts) { counts[$0] = 1 &+ Int64(bitPattern: $1) } }
  }

  /// Its acts, with every column. The block is readable.
  func acts() -> ActList {
    var acts = ActList()
    let rows = rows
    acts.times = [Int64](repeating: 0, count: rows)
    acts.counts = [Int64](repeating: 0, count: rows)
    acts.pairs = [UInt64](unsafeUninitializedCapacity: rows) { pairs, filled in
      acts.times.withUnsafeMutableBufferPointer { times in
        acts.counts.withUnsafeMutableBufferPointer { counts in decode(pairs: pairs, times: times, counts: counts) }
      }
      filled = rows
    }
    return acts
  }
}
