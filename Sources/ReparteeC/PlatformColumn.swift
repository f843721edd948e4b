import ReparteeGraph

/// The platforms that tables name, in the order of their names.
struct Platforms {
  private(set) var names: [String] = []
  private var codes: [String: UInt16] = [:]
  /// That of rows which name none.
  let standard: String

  /// - Parameter tables: the columns of all tables that name platforms.
  init(standard: String, columns: [(ArrowTable.Column, of: String)]) throws {
    self.standard = standard
    var found: Set<String> = [standard]
    for (column, table) in columns {
      switch column.layout {
      case .text, .textView, .null: break
      default: throw TableError("\(table): \(column.name): expected text, found \(column.layout.noun).")
      }
      var last = ""
      column.forEach { _, value in
        guard case .text(let bytes) = value, !bytes.isEmpty, !last.utf8.elementsEqual(bytes) else { return }
        last = String(decoding: bytes, as: UTF8.self)
        found.insert(last)
      }
    }
    names = found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard names.count < Int(UInt16.max) else {
      throw TableError("platform: expected fewer than 65,535 platforms, found \(names.count).")
    }
    for (code, name) in names.enumerated() { codes[name] = UInt16(code) }
  }

  /// The place of a platform's name.
  func code(_ name: String) -> UInt16 { codes[name] ?? 0 }

  /// The platforms of a table's rows.
  func column(_ column: ArrowTable.Column?, rows: Int) -> PlatformColumn {
    let standard = code(standard)
    guard let column else { return PlatformColumn(codes: nil, standard: standard, isOne: names.count == 1) }
    var codes: [UInt16] = []
    codes.reserveCapacity(rows)
    var last = (name: "", code: standard)
    column.forEach { _, value in
      guard case .text(let bytes) = value, !bytes.isEmpty else {
        codes.append(standard)
        return
      }
      if !last.name.utf8.elementsEqual(bytes) {
        let name = String(decoding: bytes, as: UTF8.self)
        last = (name, code(name))
      }
      codes.append(last.code)
    }
    return PlatformColumn(codes: codes, standard: standard, isOne: names.count == 1)
  }
}

/// The platform of each row of a table, as its place in the order of names.
struct PlatformColumn {
  fileprivate let codes: [UInt16]?
  fileprivate let standard: UInt16
  /// Whether there is but one in all tables.
  let isOne: Bool

  @inline(__always)
  subscript(row: Int) -> UInt16 { codes.map { $0[row] } ?? standard }
}
