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
  private let packed: [Packed]

  /// - Parameter columns: equally long.
  init(_ columns: [(name: String, values: Column)]) {
    names = columns.map(\.name)
    packed = columns.map { Packed($0.values) }
    rows = packed.first?.rows ?? 0
  }

  /// A column in its buffers.
  fileprivate final class Packed: @unchecked Sendable {
    let format: String
    let rows: Int
    let nulls: Int
    /// Validity, then values, and of text the bytes. They go with this object, which every array that names them keeps.
    let buffers: [UnsafeMutableRawPointer?]

    init(_ column: Column) {
      switch column {
      case .integers(let values): (format, rows) = ("l", values.count)
      case .decimals(let values): (format, rows) = ("g", values.count)
      case .texts(let values): (format, rows) = ("U", values.count)
      case .moments(let values): (format, rows) = ("tsm:UTC", values.count)
      }
      let validity: (UnsafeMutableRawPointer?, Int)
      switch column {
      case .integers(let values), .moments(let values):
        validity = Packed.validity(values)
        buffers = [validity.0, Packed.copy(values.map { $0 ?? 0 })]
      case .decimals(let values):
        validity = Packed.validity(values)
        buffers = [validity.0, Packed.copy(values.map { $0 ?? 0 })]
      case .texts(let values):
        validity = Packed.validity(values)
        var offsets: [Int64] = [0]
        offsets.reserveCapacity(values.count + 1)
        var bytes: [UInt8] = []
        for value in values {
          if let value { bytes.append(contentsOf: value.utf8) }
          offsets.append(Int64(bytes.count))
        }
        buffers = [validity.0, Packed.copy(offsets), Packed.copy(bytes)]
      }
      nulls = validity.1
    }

    deinit { for buffer in buffers { buffer?.deallocate() } }

    /// At least eight bytes, so that there is something to point at.
    private static func copy<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafeMutableRawPointer {
      let bytes = values.count * MemoryLayout<Element>.stride
      let buffer = UnsafeMutableRawPointer.allocate(byteCount: max(8, bytes), alignment: 64)
      values.withUnsafeBytes { if let start = $0.baseAddress { buffer.copyMemory(from: start, byteCount: bytes) } }
      return buffer
    }

    private static func validity<Value>(_ values: [Value?]) -> (UnsafeMutableRawPointer?, Int) {
      let nulls = values.count { $0 == nil }
      if nulls == 0 { return (nil, 0) }
      var bits = [UInt8](repeating: 0, count: (values.count + 7) / 8)
      for (row, value) in values.enumerated() where value != nil { bits[row >> 3] |= 1 << UInt8(row & 7) }
      return (copy(bits), nulls)
    }
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
        rows: rows, nulls: column.nulls, buffers: column.buffers.map { UnsafeRawPointer($0) }, owner: column)
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
  private static let decimals: Set<String> = ["coverage", "gini", "structural_virality"]
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
