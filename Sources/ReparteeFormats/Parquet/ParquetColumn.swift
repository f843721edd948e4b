import CReparteeSnappy
import CReparteeZlib
import CReparteeZstd

/// Reads a column of a group of rows, page by page: what is in memory is a page, and the column's dictionary.
///
/// In bounds: nothing is read before the chunk or after it, no page holds more values than the group has rows, and none
/// unpacks to more than 256 MB.
struct ParquetColumnReader {
  /// More than a page may have, unpacked.
  private static let mostBytes = 1 << 28
  /// More values than a page may have.
  private static let mostValues = 1 << 25
  /// What is read of the file at once.
  private static let window = 1 << 18

  private let file: RandomAccess
  private let column: ParquetTable.Column
  private let codec: Int
  private var place: Int
  private let end: Int
  /// How many values are still to come.
  private var left: Int
  /// Bytes of the file, from `place` on.
  private var held: [UInt8] = []

  private var dictionary: ParquetCells?
  private var page = ParquetCells()
  private var usesDictionary = false
  /// For each value of the page the cell that it is, or nothing; nil where each is there and they come one after another.
  private var cells: [UInt32]?
  private var count = 0
  private var index = 0
  private static let nothing = UInt32.max

  init(_ column: ParquetTable.Column, in chunk: ParquetTable.Chunk, rows: Int, of file: RandomAccess) {
    (self.file, self.column, codec) = (file, column, chunk.codec)
    (place, end, left) = (chunk.start, chunk.start + chunk.length, rows)
  }

  /// Appends the next row's cell.
  mutating func appendNext(to row: inout [UInt8]) throws(ParquetFailure) {
    while index == count { try readPage() }
    let cell = cells.map { $0[index] } ?? UInt32(index)
    index += 1
    if cell == Self.nothing { return }
    if usesDictionary {
      dictionary?.append(Int(cell), to: &row)
    } else {
      page.append(Int(cell), to: &row)
    }
  }

  private mutating func readPage() throws(ParquetFailure) {
    if left == 0 || place >= end { throw damage("has fewer values than there are rows") }
    let (header, headerSize) = try header()
    guard let packed = header[3]?.integer, let unpacked = header[2]?.integer, (0...Self.mostBytes).contains(packed),
      packed <= end - place - headerSize,
      (0...Self.mostBytes).contains(unpacked)
    else { throw damage("has a page that is larger than it can be") }
    try file.count(unpacked: unpacked)
    try hold(headerSize + packed)
    let next = place + headerSize + packed
    let bytes = held
    try bytes.withUnsafeBufferPointer { bytes throws(ParquetFailure) in
      try read(header, bytes.part(headerSize, headerSize + packed), unpacked: unpacked)
    }
    held.removeFirst(min(held.count, next - place))
    place = next
  }

  private mutating func read(_ header: ThriftValue, _ body: Bytes, unpacked: Int) throws(ParquetFailure) {
    if let sum = header[4]?.integer,
      crc32(0, body.baseAddress, UInt32(body.count)) != UInt(UInt32(truncatingIfNeeded: sum))
    {
      throw damage("has a page whose checksum is wrong")
    }
    switch header[1]?.integer {
    case 0:
      guard let data = header[5], let count = data[1]?.integer, let encoding = data[2]?.integer else {
        throw damage("has a page without a header")
      }
      let content = try unpack(body, to: unpacked)
      try content.withBytes { content throws(ParquetFailure) in
        var place = 0
        var levels: Bytes?
        if column.level > 0 {
          if data[3]?.integer != 3 { throw unsupported("levels of the old encoding BIT_PACKED") }
          guard content.count >= 4 else { throw damage("has a page without levels") }
          let length = Int(content.number(UInt32.self, at: 0))
          guard length <= content.count - 4 else { throw damage("has a page that ends in its levels") }
          levels = content.part(4, 4 + length)
          place = 4 + length
        }
        try read(count, encoding, levels, content.part(place, content.count))
      }
    case 3:
      guard let data = header[8], let count = data[1]?.integer, let encoding = data[4]?.integer,
        let definitions = data[5]?.integer, let repetitions = data[6]?.integer, definitions >= 0, repetitions >= 0,
        definitions <= body.count, repetitions <= body.count - definitions
      else { throw damage("has a page without a header") }
      let start = definitions + repetitions
      let levels = column.level > 0 ? body.part(repetitions, start) : nil
      let values = body.part(start, body.count)
      let isPacked = data[7]?.boolean ?? true
      guard unpacked >= start else { throw damage("has a page that is smaller than its levels") }
      let content = isPacked ? try unpack(values, to: unpacked - start) : Unpacked.same(values)
      try content.withBytes { content throws(ParquetFailure) in try read(count, encoding, levels, content) }
    case 2:
      guard let data = header[7], let count = data[1]?.integer, (0...Self.mostValues).contains(count) else {
        throw damage("has a dictionary without a header")
      }
      let content = try unpack(body, to: unpacked)
      var cells = ParquetCells()
      try content.withBytes { content throws(ParquetFailure) in
        try cells.append(count, valuesIn: content, of: column)
      }
      dictionary = cells
    default: break
    }
  }

  /// Reads the values of a page: which are there, and what they are.
  private mutating func read(_ count: Int, _ encoding: Int, _ levels: Bytes?, _ values: Bytes) throws(ParquetFailure) {
    guard (0...min(left, Self.mostValues)).contains(count) else {
      throw damage("has a page of \(count) values, more than there are rows left")
    }
    // A run of a few bytes may stand for all of them.
    try file.count(unpacked: count * MemoryLayout<UInt32>.size)
    var present: [Bool]?
    var held = count
    if let levels {
      let bits = Int.bitWidth - column.level.leadingZeroBitCount
      let found = try ParquetEncodings.runs(in: levels, bits: bits, count: count)
      held = found.count { $0 == UInt32(column.level) }
      if held < count { present = found.map { $0 == UInt32(column.level) } }
    }
    page = ParquetCells()
    usesDictionary = false
    var places: [UInt32]?
    switch (encoding, column.physical) {
    case (0, _): try page.append(held, valuesIn: values, of: column)
    case (2, _), (8, _):
      guard let size = dictionary?.count else { throw damage("has a page before its dictionary") }
      usesDictionary = true
      if held == 0 {
        places = []
      } else {
        guard let bits = values.first else { throw damage("has an empty page") }
        let found = try ParquetEncodings.runs(in: values.part(1, values.count), bits: Int(bits), count: held)
        if let wrong = found.first(where: { $0 >= size }) {
          throw damage("has a value of number \(wrong) of a dictionary of \(size)")
        }
        places = found
      }
    case (3, .boolean):
      guard values.count >= 4 else { throw damage("has an empty page") }
      for value in try ParquetEncodings.runs(in: values.part(4, values.count), bits: 1, count: held) {
        page.append(boolean: value == 1)
      }
    case (5, .int32), (5, .int64):
      var place = 0
      for value in try ParquetEncodings.differences(in: values, at: &place, count: held) {
        let isSmall = column.physical == .int32
        page.append(
          !isSmall
            ? value
            : column.meaning == .unsigned
              ? Int64(UInt32(truncatingIfNeeded: value)) : Int64(Int32(truncatingIfNeeded: value)), column)
      }
    case (6, .bytes):
      var place = 0
      for text in try ParquetEncodings.texts(in: values, at: &place, count: held) { page.append(bytes: text, column) }
    case (7, .bytes), (7, .fixedBytes): try readShared(held, values)
    case (9, .int32), (9, .int64), (9, .float), (9, .double), (9, .fixedBytes):
      let width =
        switch column.physical {
        case .int32, .float: 4
        case .fixedBytes: column.width
        default: 8
        }
      let joined = try ParquetEncodings.joined(values, width: width, count: held)
      try joined.withUnsafeBufferPointer { joined throws(ParquetFailure) in
        try page.append(held, valuesIn: joined, of: column)
      }
    default: throw unsupported("the encoding \(encoding)")
    }
    if let places, places.count < held { throw damage("has a page with fewer values than it says") }
    if places == nil, page.count < held { throw damage("has a page with fewer values than it says") }
    if let present {
      var next = 0
      cells = present.map { isThere in
        if !isThere { return Self.nothing }
        defer { next += 1 }
        return places?[next] ?? UInt32(next)
      }
    } else {
      cells = places
    }
    (self.count, index) = (count, 0)
    left -= count
  }

  /// Texts that each begin as the one before does.
  private mutating func readShared(_ count: Int, _ values: Bytes) throws(ParquetFailure) {
    var place = 0
    let shared = try ParquetEncodings.differences(in: values, at: &place, count: count)
    let rests = try ParquetEncodings.texts(in: values, at: &place, count: count)
    guard shared.count == rests.count else { throw damage("has a page with fewer values than it says") }
    var text: [UInt8] = []
    var total = 0
    for (kept, rest) in zip(shared, rests) {
      guard kept >= 0, kept <= text.count else { throw damage("has a text that begins with more than the one before") }
      text.removeLast(text.count - Int(kept))
      text += rest
      total += text.count
      guard total <= Self.mostBytes else { throw damage("has a page that unpacks to more than 256 MB") }
      try file.count(unpacked: text.count)
      text.withUnsafeBufferPointer { page.append(bytes: $0, column) }
    }
  }

  /// The header of the page at `place`, and how many bytes it has.
  private mutating func header() throws(ParquetFailure) -> (ThriftValue, Int) {
    var wanted = min(1 << 12, end - place)
    while true {
      try hold(wanted)
      var size = 0
      let result = held.withUnsafeBufferPointer { held -> Result<ThriftValue, ParquetFailure> in
        do throws(ParquetFailure) {
          return .success(try ThriftValue(structureIn: held.part(0, min(held.count, end - place)), at: &size))
        } catch { return .failure(error) }
      }
      if case .success(let header) = result { return (header, size) }
      // It may be longer than what was looked at, as far as its statistics go.
      if wanted == end - place || wanted >= 1 << 24 { return (try result.get(), size) }
      wanted = min(wanted * 16, end - place)
    }
  }

  /// Reads on until so many bytes from `place` on are held.
  private mutating func hold(_ count: Int) throws(ParquetFailure) {
    if held.count >= count { return }
    let more = min(max(count, Self.window), end - place) - held.count
    held += try file.bytes(at: place + held.count, count: more)
    if held.count < count { throw damage("ends in the middle of a page") }
  }

  /// Bytes that were unpacked, or lay there unpacked.
  private enum Unpacked {
    case fresh([UInt8])
    case same(Bytes)

    func withBytes(_ body: (Bytes) throws(ParquetFailure) -> Void) throws(ParquetFailure) {
      switch self {
      case .fresh(let bytes): try bytes.withUnsafeBufferPointer(body)
      case .same(let bytes): try body(bytes)
      }
    }
  }

  private func unpack(_ body: Bytes, to size: Int) throws(ParquetFailure) -> Unpacked {
    if codec == 0 { return .same(body) }
    if size == 0 { return .fresh([]) }
    var isRight = false
    let unpacked = try [UInt8](unsafeUninitializedCapacity: size) { buffer, length throws(ParquetFailure) in
      let packed = UnsafeRawPointer(body.baseAddress)
      switch codec {
      case 1:
        var written = size
        isRight = snappy_uncompress(packed, body.count, buffer.baseAddress, &written) == SNAPPY_OK && written == size
      case 2: isRight = GzipSource.unpack(body, into: buffer) == size
      case 6: isRight = ZSTD_decompress(buffer.baseAddress, size, packed, body.count) == size
      default:
        let names = [3: "LZO", 4: "Brotli", 5: "LZ4", 7: "LZ4"]
        throw unsupported(
          "the compression \(names[codec] ?? "\(codec)")", remedy: "write it with zstd, snappy, gzip or none")
      }
      length = isRight ? size : 0
    }
    guard isRight else { throw damage("has a page that does not unpack to what it says") }
    return .fresh(unpacked)
  }

  private func damage(_ reason: String) -> ParquetFailure { .damage("the column “\(column.name)” \(reason)") }

  private func unsupported(_ what: String, remedy: String = "write it with PLAIN") -> ParquetFailure {
    .unsupported("the column “\(column.name)” has \(what), which is not read; \(remedy)")
  }
}
