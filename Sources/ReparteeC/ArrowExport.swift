import CReparteeArrow
import ReparteeGraph

/// A table of results as Arrow columns, which are handed over as often as somebody asks, and copied never.
final class ArrowExport: Sendable {
  /// The values of a column; nil is null.
  enum Column: Sendable {
    case integers([Int64?])
    case decimals([Double?])
    case texts([String?])
    /// Milliseconds since 1970 in UTC.
    case moments([Int64?])
  }

  let rows: Int
  let names: [String]
  private let packed: [PackedColumn]

  /// - Parameter columns: equally long.
  init(_ columns: [(name: String, values: Column)]) {
    names = columns.map(\.name)
    packed = columns.map { PackedColumn($0.values) }
    rows = packed.first?.rows ?? 0
    for column in packed { column.finish() }
  }

  /// - Parameter columns: equally long.
  init(packed columns: [(name: String, values: PackedColumn)]) {
    names = columns.map(\.name)
    packed = columns.map(\.values)
    rows = packed.first?.rows ?? 0
    for column in packed { column.finish() }
  }

  /// Fills a stream that gives the table once.
  func fill(_ stream: UnsafeMutablePointer<ArrowArrayStream>) {
    stream.pointee.private_data = Unmanaged.passRetained(StreamState(self)).toOpaque()
    stream.pointee.get_schema = { stream, schema in
      guard let schema, let state = StreamState.of(stream) else { return 22 }
      state.table.fill(schema)
      return 0
    }
    stream.pointee.get_next = { stream, array in
      guard let array, let state = StreamState.of(stream) else { return 22 }
      if state.isRead {
        array.pointee = ArrowArray()
      } else {
        state.table.fill(array)
        state.isRead = true
      }
      return 0
    }
    stream.pointee.get_last_error = { _ in nil }
    stream.pointee.release = { stream in
      guard let stream, let held = stream.pointee.private_data else { return }
      Unmanaged<StreamState>.fromOpaque(held).release()
      stream.pointee.private_data = nil
      stream.pointee.release = nil
    }
  }

  private final class StreamState {
    let table: ArrowExport
    var isRead = false

    init(_ table: ArrowExport) { self.table = table }

    static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> StreamState? {
      stream?.pointee.private_data.map { Unmanaged<StreamState>.fromOpaque($0).takeUnretainedValue() }
    }
  }

  private func fill(_ schema: UnsafeMutablePointer<ArrowSchema>) {
    let children = Children<ArrowSchema>(count: names.count)
    for place in names.indices {
      children.each[place].pointee = ArrowExport.schema(format: packed[place].format, name: names[place])
    }
    schema.pointee = ArrowExport.schema(format: "+s", name: "", children: children)
  }

  /// What a schema or an array keeps until it is released.
  private final class Children<Struct> {
    let each: [UnsafeMutablePointer<Struct>]
    let list: UnsafeMutablePointer<UnsafeMutablePointer<Struct>?>
    var texts: [UnsafeMutablePointer<CChar>] = []
    var buffers: UnsafeMutablePointer<UnsafeRawPointer?>?
    /// What owns the buffers.
    var owner: AnyObject?

    init(count: Int) {
      each = (0..<count).map { _ in UnsafeMutablePointer<Struct>.allocate(capacity: 1) }
      list = UnsafeMutablePointer.allocate(capacity: max(1, count))
      for place in 0..<count { (list + place).initialize(to: each[place]) }
    }

    deinit {
      for child in each { child.deallocate() }
      list.deallocate()
      for text in texts { text.deallocate() }
      buffers?.deallocate()
    }

    func text(_ text: String) -> UnsafePointer<CChar> {
      let bytes = Array(text.utf8CString)
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
      copy.initialize(from: bytes, count: bytes.count)
      texts.append(copy)
      return UnsafePointer(copy)
    }
  }

  private static func schema(
    format: String, name: String, children: Children<ArrowSchema> = Children(count: 0)
  ) -> ArrowSchema {
    var schema = ArrowSchema()
    schema.format = children.text(format)
    schema.name = children.text(name)
    schema.flags = Int64(ARROW_FLAG_NULLABLE)
    schema.n_children = Int64(children.each.count)
    schema.children = children.list
    schema.private_data = Unmanaged.passRetained(children).toOpaque()
    schema.release = { schema in
      guard let schema, let held = schema.pointee.private_data else { return }
      let children = Unmanaged<Children<ArrowSchema>>.fromOpaque(held)
      // A child that was moved elsewhere is marked as released.
      for child in children.takeUnretainedValue().each { child.pointee.release?(child) }
      schema.pointee.private_data = nil
      schema.pointee.release = nil
      children.release()
    }
    return schema
  }

  private func fill(_ array: UnsafeMutablePointer<ArrowArray>) {
    let children = Children<ArrowArray>(count: packed.count)
    for place in packed.indices {
      let column = packed[place]
      children.each[place].pointee = ArrowExport.array(
        rows: rows, nulls: column.nulls, buffers: column.pointers, owner: column)
    }
    array.pointee = ArrowExport.array(rows: rows, nulls: 0, buffers: [nil], owner: nil, children: children)
  }

  private static func array(
    rows: Int, nulls: Int, buffers: [UnsafeRawPointer?], owner: AnyObject?,
    children: Children<ArrowArray> = Children(count: 0)
  ) -> ArrowArray {
    let list = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: buffers.count)
    list.initialize(from: buffers, count: buffers.count)
    children.buffers = list
    children.owner = owner
    var array = ArrowArray()
    array.length = Int64(rows)
    array.null_count = Int64(nulls)
    array.n_buffers = Int64(buffers.count)
    array.buffers = UnsafeMutablePointer(list)
    array.n_children = Int64(children.each.count)
    array.children = children.list
    array.private_data = Unmanaged.passRetained(children).toOpaque()
    array.release = { array in
      guard let array, let held = array.pointee.private_data else { return }
      let children = Unmanaged<Children<ArrowArray>>.fromOpaque(held)
      for child in children.takeUnretainedValue().each { child.pointee.release?(child) }
      array.pointee.private_data = nil
      array.pointee.release = nil
      children.release()
    }
    return array
  }
}

extension ArrowExport {
  /// A table of cells. A column has the type of its cells; one without any that of the measure whose name it has, else text.
  convenience init(_ table: ResultTable) {
    self.init(
      table.columns.indices.map { column in
        (table.columns[column], ArrowExport.column(named: table.columns[column], table.rows.lazy.map { $0[column] }))
      })
  }

  /// The columns of cells that hold no text where every one of them is empty.
  private static let decimals: Set<String> = [
    "coverage", "gini", "structural_virality", "difference", "standard_error", "conversations", "p", "p_adjusted",
  ]
  private static let moments: Set<String> = ["started"]

  private static func column(named name: String, _ cells: some Sequence<TableCell>) -> Column {
    var kinds: Set<Int> = []
    for cell in cells {
      switch cell {
      case .empty, .hidden: continue
      case .integer: kinds.insert(0)
      case .decimal: kinds.insert(1)
      case .moment: kinds.insert(2)
      case .text: kinds.insert(3)
      }
    }
    if kinds == [0] { return .integers(cells.map { if case .integer(let number) = $0 { number } else { nil } }) }
    if kinds == [2] || (kinds.isEmpty && moments.contains(name)) {
      return .moments(cells.map { if case .moment(let time) = $0 { time.milliseconds } else { nil } })
    }
    if kinds == [1] || kinds == [0, 1] || (kinds.isEmpty && decimals.contains(name)) {
      return .decimals(
        cells.map {
          switch $0 {
          case .integer(let number): Double(number)
          case .decimal(let number, _): number
          default: nil
          }
        })
    }
    return .texts(
      cells.map {
        switch $0 {
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let number, _): "\(number)"
        case .moment(let time): time.isoMoment
        case .empty, .hidden: nil
        }
      })
  }
}
