/// Why a Parquet file cannot be read.
enum ParquetFailure: Error {
  /// It is not what it says.
  case damage(String)
  /// It is right, and of a kind that is not read.
  case unsupported(String)
  /// The system does not hand it out.
  case file(FormatError)
}

/// What a Parquet file says of itself at its end: its columns, and where their values lie.
///
/// Of nested columns, fields of objects are columns of their own, named `object.field`; lists and maps are left out, and said.
/// Reference: https://github.com/apache/parquet-format.
struct ParquetTable {
  /// How values lie on disk.
  enum Physical: Int {
    case boolean, int32, int64, int96, float, double, bytes, fixedBytes
  }

  /// What values mean.
  enum Meaning: Equatable {
    case plain, unsigned, text, date, uuid
    case decimal(scale: Int)
    /// A time since 1970 in so many parts of a second.
    case timestamp(perSecond: Int64, isUTC: Bool)
  }

  struct Column {
    var name: String
    var physical: Physical
    var meaning: Meaning
    /// Of fixed bytes, how many.
    var width: Int
    /// How many of the column and what holds it may be missing: a value that is there has this level.
    var level: Int
    /// Its place among the columns on disk.
    var place: Int
  }

  /// The values of a column in a group of rows.
  struct Chunk {
    var start: Int
    var length: Int
    var codec: Int
  }

  /// Rows whose values lie together.
  struct Group {
    var rows: Int
    /// By the place of the column on disk; nil for what cannot be read, which only matters where it is wanted.
    var chunks: [Chunk?]
  }

  private(set) var columns: [Column] = []
  /// The columns that are left out.
  private(set) var omitted: [String] = []
  private(set) var groups: [Group] = []

  static let magic = Array("PAR1".utf8)
  private static let mostColumns = 1 << 16
  /// The bytes that the names of all columns may have, each with the names of what holds it.
  private static let mostNames = 1 << 22

  /// Reads the end of a file of `size` bytes.
  init(_ footer: Bytes, size: Int) throws(ParquetFailure) {
    var place = 0
    let value = try ThriftValue(structureIn: footer, at: &place)
    if value[8] != nil { throw .unsupported("it is encrypted; export it without encryption") }
    let schema = value[2]?.list ?? []
    guard let count = schema.first?[5]?.integer, count > 0 else { throw .damage("it has no columns") }
    var walk = SchemaWalk(schema: schema)
    for _ in 0..<count { try walk.next(inside: [], level: 0, isList: false, depth: 0) }
    (columns, omitted) = (walk.columns, walk.omitted)
    for group in value[4]?.list ?? [] {
      guard let rows = group[3]?.integer, rows >= 0, rows < 1 << 40 else {
        throw .damage("a group of it has no count of rows")
      }
      let chunks = group[1]?.list ?? []
      guard chunks.count == walk.leaves else {
        throw .damage("a group of it has \(chunks.count) columns of \(walk.leaves)")
      }
      groups.append(Group(rows: rows, chunks: chunks.map { Self.chunk($0, size: size) }))
    }
  }

  /// Where a column's values lie; nil where that is not in the file.
  private static func chunk(_ value: ThriftValue, size: Int) -> Chunk? {
    guard let data = value[3], let first = data[9]?.integer, let length = data[7]?.integer else { return nil }
    // Another file holds it.
    if value[1] != nil { return nil }
    let dictionary = data[11]?.integer ?? 0
    let start = dictionary > 0 && dictionary < first ? dictionary : first
    guard start >= magic.count, length >= 0, start <= size, length <= size - start else { return nil }
    return Chunk(start: start, length: length, codec: data[4]?.integer ?? 0)
  }

  /// Goes through the schema, a tree whose elements come one after another, each before what it holds.
  private struct SchemaWalk {
    let schema: [ThriftValue]
    var place = 1
    var leaves = 0
    var columns: [Column] = []
    var omitted: [String] = []
    private var names = 0

    init(schema: [ThriftValue]) { self.schema = schema }

    mutating func next(inside names: [String], level: Int, isList: Bool, depth: Int) throws(ParquetFailure) {
      guard place < schema.count, let name = schema[place][4]?.text, depth < 32 else {
        throw .damage("its columns do not fit together")
      }
      let element = schema[place]
      place += 1
      let repetition = element[3]?.integer ?? 0
      let level = level + (repetition == 0 ? 0 : 1)
      let converted = element[6]?.integer
      let member = element[10]?.member
      // Lists and maps say so, or repeat what they hold.
      let isList = isList || repetition == 2 || converted == 1 || converted == 3 || member == 2 || member == 3
      if let count = element[5]?.integer, count > 0 {
        for _ in 0..<count { try next(inside: names + [name], level: level, isList: isList, depth: depth + 1) }
        return
      }
      let path = names + [name]
      self.names += path.reduce(0) { $0 + $1.utf8.count }
      if self.names > mostNames { throw .unsupported("the names of its columns have more than 4 MB") }
      if leaves >= mostColumns { throw .unsupported("it has more than \(mostColumns) columns") }
      if isList {
        if omitted.last != path[0] { omitted.append(path[0]) }
      } else if let physical = element[1]?.integer.flatMap({ Physical(rawValue: $0) }),
        let meaning = ParquetTable.meaning(of: element, physical)
      {
        columns.append(
          Column(
            name: path.joined(separator: "."), physical: physical, meaning: meaning,
            width: element[2]?.integer ?? 0, level: level, place: leaves))
      } else {
        omitted.append(path.joined(separator: "."))
      }
      leaves += 1
    }
  }

  /// What the values of a column mean; nil for what no sheet can say.
  private static func meaning(of element: ThriftValue, _ physical: Physical) -> Meaning? {
    let logical = element[10]
    let converted = element[6]?.integer
    let perSecond: [Int: Int64] = [1: 1_000, 2: 1_000_000, 3: 1_000_000_000]
    // Nothing can be said by values of no byte.
    if physical == .fixedBytes, element[2]?.integer ?? 0 <= 0 { return nil }
    if let decimal = logical?[5] { return .decimal(scale: decimal[1]?.integer ?? 0).checked }
    if converted == 5 { return .decimal(scale: element[7]?.integer ?? 0).checked }
    switch physical {
    case .boolean, .float, .double: return .plain
    case .int96: return .timestamp(perSecond: 1_000_000_000, isUTC: true)
    case .int32:
      if logical?.member == 6 || converted == 6 { return .date }
      if logical?.member == 7 || converted == 7 { return nil }
      return isUnsigned(logical, converted) ? .unsigned : .plain
    case .int64:
      if let timestamp = logical?[8] {
        return timestamp[2]?.member.flatMap { perSecond[$0] }
          .map { .timestamp(perSecond: $0, isUTC: timestamp[1]?.boolean ?? true) }
      }
      if converted == 9 || converted == 10 {
        return .timestamp(perSecond: converted == 9 ? 1_000 : 1_000_000, isUTC: true)
      }
      if logical?.member == 7 || converted == 8 { return nil }
      return isUnsigned(logical, converted) ? .unsigned : .plain
    case .bytes: return logical?.member == 13 || converted == 20 ? nil : .text
    case .fixedBytes: return logical?.member == 14 && element[2]?.integer == 16 ? .uuid : nil
    }
  }

  private static func isUnsigned(_ logical: ThriftValue?, _ converted: Int?) -> Bool {
    logical?[10].map { $0[2]?.boolean == false } ?? converted.map { (11...14).contains($0) } ?? false
  }
}

extension ParquetTable.Meaning {
  /// A decimal whose places can be written; nil for others.
  fileprivate var checked: Self? {
    if case .decimal(let scale) = self { (0...38).contains(scale) ? self : nil } else { self }
  }
}
