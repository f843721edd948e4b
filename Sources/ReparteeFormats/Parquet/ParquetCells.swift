import ReparteeGraph

/// Cells as they stand in a sheet of comma-separated values: their text, one after another, and where each ends.
struct ParquetCells {
  private(set) var text: [UInt8] = []
  private var ends: [Int] = []
  /// The last day that was written, and its ten characters: times of neighbouring rows are mostly of one.
  private var day: (number: Int64, text: [UInt8]) = (.min, [])

  var count: Int { ends.count }

  /// Appends the cell at `index` to a row. In bounds: it is one of `count`.
  func append(_ index: Int, to row: inout [UInt8]) { row += text[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

  /// Appends a cell of each value of `bytes`, which lie there one after another as they are.
  mutating func append(
    _ count: Int, valuesIn bytes: Bytes, of column: ParquetTable.Column
  ) throws(ParquetFailure) {
    var place = 0
    func next(_ width: Int) throws(ParquetFailure) -> Bytes {
      guard width >= 0, width <= bytes.count - place else { throw .damage("a page ends in the middle of a value") }
      defer { place += width }
      return bytes.part(place, place + width)
    }
    switch column.physical {
    case .boolean:
      guard count <= bytes.count * 8 else { throw .damage("a page ends in the middle of a value") }
      for index in 0..<count { append(boolean: bytes[index / 8] >> UInt8(index % 8) & 1 == 1) }
    case .int32:
      for _ in 0..<count {
        let value = try next(4).number(Int32.self, at: 0)
        append(column.meaning == .unsigned ? Int64(UInt32(bitPattern: value)) : Int64(value), column)
      }
    case .int64: for _ in 0..<count { append(try next(8).number(Int64.self, at: 0), column) }
    case .int96:
      for _ in 0..<count {
        let value = try next(12)
        // A day of the Julian calendar, of which 1970 begins with the 2,440,588th, and the nanoseconds of the day.
        let (nanoseconds, day) = (value.number(Int64.self, at: 0), value.number(UInt32.self, at: 8))
        append(day: Int64(day) - 2_440_588, parts: nanoseconds, perSecond: 1_000_000_000, isUTC: true)
      }
    case .float: for _ in 0..<count { append(Float(bitPattern: try next(4).number(UInt32.self, at: 0)).description) }
    case .double: for _ in 0..<count { append(Double(bitPattern: try next(8).number(UInt64.self, at: 0)).description) }
    case .bytes:
      for _ in 0..<count { append(bytes: try next(Int(try next(4).number(UInt32.self, at: 0))), column) }
    case .fixedBytes: for _ in 0..<count { append(bytes: try next(column.width), column) }
    }
  }

  /// Appends cells of texts that are given by their parts.
  mutating func append(bytes: Bytes, _ column: ParquetTable.Column) {
    switch column.meaning {
    case .decimal(let scale):
      // As many bytes as a whole number of 128 bits has; more only repeat the sign.
      var value: Int128 = bytes.first.map { $0 < 0x80 } ?? true ? 0 : -1
      for byte in bytes.suffix(16) { value = value << 8 | Int128(byte) }
      append(decimal: value, scale: scale)
    case .uuid:
      for (index, byte) in bytes.enumerated() {
        if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
        text.append(Self.hex(byte >> 4))
        text.append(Self.hex(byte & 15))
      }
      endCell()
    default: append(text: bytes)
    }
  }

  mutating func append(boolean: Bool) { append(boolean ? "true" : "false") }

  /// A whole number, or what it stands for.
  mutating func append(_ value: Int64, _ column: ParquetTable.Column) {
    switch column.meaning {
    case .unsigned where column.physical == .int64: append("\(UInt64(bitPattern: value))")
    case .date: append(day: value)
    case .timestamp(let perSecond, let isUTC):
      let day = perSecond * 86_400
      let rest = value % day
      append(
        day: rest < 0 ? value / day - 1 : value / day, parts: rest < 0 ? rest + day : rest, perSecond: perSecond,
        isUTC: isUTC)
    case .decimal(let scale): append(decimal: Int128(value), scale: scale)
    default:
      number(value)
      endCell()
    }
  }

  private mutating func append(_ text: String) {
    self.text += text.utf8
    endCell()
  }

  private mutating func endCell() { ends.append(text.count) }

  /// A text in quotation marks where it needs them. Line ends become blanks, so that a row is a line and its number the row's.
  private mutating func append(text bytes: Bytes) {
    guard bytes.isUTF8 else {
      // What is no UTF-8 is shown as such.
      let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
      return repaired.withUnsafeBufferPointer { append(text: $0) }
    }
    let start = text.count
    var needsQuotes = false
    for byte in bytes {
      switch byte {
      case Byte.quote:
        needsQuotes = true
        text.append(byte)
        text.append(byte)
      case Byte.lineFeed, Byte.carriageReturn: text.append(Byte.space)
      default:
        if byte == Byte.comma { needsQuotes = true }
        text.append(byte)
      }
    }
    if needsQuotes {
      text.insert(Byte.quote, at: start)
      text.append(Byte.quote)
    }
    endCell()
  }

  private mutating func append(decimal value: Int128, scale: Int) {
    var digits = String(value.magnitude)
    if scale > 0 {
      digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
    }
    append((value < 0 ? "-" : "") + digits)
  }

  private mutating func append(day: Int64) {
    write(day: day)
    endCell()
  }

  /// A moment: a day since 1970, and the parts of a second that have passed of it.
  private mutating func append(day: Int64, parts: Int64, perSecond: Int64, isUTC: Bool) {
    guard parts >= 0, parts < 86_400 * perSecond else { return append("") }
    write(day: day)
    let seconds = parts / perSecond
    text.append(UInt8(ascii: "T"))
    for (index, number) in [seconds / 3600, seconds / 60 % 60, seconds % 60].enumerated() {
      if index > 0 { text.append(UInt8(ascii: ":")) }
      text.append(UInt8(ascii: "0") + UInt8(number / 10))
      text.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
    var (rest, unit) = (parts % perSecond, perSecond / 10)
    if rest > 0 { text.append(UInt8(ascii: ".")) }
    while rest > 0 {
      text.append(UInt8(ascii: "0") + UInt8(rest / unit))
      (rest, unit) = (rest % unit, unit / 10)
    }
    if isUTC { text.append(UInt8(ascii: "Z")) }
    endCell()
  }

  /// A day as `2024-04-03`; one beyond the years of four digits as a text that is no time.
  private mutating func write(day number: Int64) {
    if day.number != number {
      // From the first day of the year 0 to the last of 9999.
      if (-719_528...2_932_896).contains(number) {
        let date = CivilDate(daysSince1970: number)
        func digits(_ number: Int64, _ count: Int) -> String {
          String(repeating: "0", count: count - String(number).count) + String(number)
        }
        day = (number, Array("\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))".utf8))
      } else {
        day = (number, Array("day \(number)".utf8))
      }
    }
    text += day.text
  }

  private mutating func number(_ value: Int64) {
    let start = text.count
    var rest = value.magnitude
    repeat {
      text.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    if value < 0 { text.append(UInt8(ascii: "-")) }
    text[start...].reverse()
  }

  private static func hex(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
