import CReparteeArrow

/// A table that came through the Arrow C stream interface: as many chunks as its producer gives, each as it lies in memory.
///
/// Of every chunk the columns that are asked for are kept, and the others are given back at once. A chunk is given back when
/// the last reader of it goes.
final class ArrowTable: @unchecked Sendable {
  /// A column of all chunks. Chunks that are empty have no slice. It may be read as long as its table is kept.
  struct Column {
    let name: String
    let layout: ArrowLayout
    private let slices: UnsafePointer<ArrowSlice>
    /// The first row of each slice; one more entry than slices.
    private let starts: UnsafePointer<Int>
    private let count: Int

    fileprivate init(_ name: String, _ layout: ArrowLayout, _ storage: Storage) {
      (self.name, self.layout, count) = (name, layout, storage.slices.count)
      (slices, starts) = (UnsafePointer(storage.keptSlices), UnsafePointer(storage.keptStarts))
    }

    /// The value in a row. Complexity: O(log slices).
    @inline(__always)
    func value(_ row: Int) -> ArrowValue {
      if count == 1 { return slices[0].value(row) }
      var (low, high) = (0, count - 1)
      while low < high {
        let middle = (low + high + 1) >> 1
        if starts[middle] <= row { low = middle } else { high = middle - 1 }
      }
      return slices[low].value(row - starts[low])
    }

    /// Calls `body` for every row in order.
    @inline(__always)
    func forEach(_ body: (Int, ArrowValue) throws -> Void) rethrows {
      for slice in 0..<count {
        for place in 0..<slices[slice].count { try body(starts[slice] + place, slices[slice].value(place)) }
      }
    }
  }

  /// The slices of a column while they come, and where they are kept once all are there.
  fileprivate final class Storage {
    let name: String
    let layout: ArrowLayout
    var slices: [ArrowSlice] = []
    var starts = [0]
    private(set) var keptSlices = UnsafeMutablePointer<ArrowSlice>.allocate(capacity: 1)
    private(set) var keptStarts = UnsafeMutablePointer<Int>.allocate(capacity: 1)

    init(_ name: String, _ layout: ArrowLayout) { (self.name, self.layout) = (name, layout) }

    deinit {
      for slice in slices { slice.release() }
      keptSlices.deallocate()
      keptStarts.deallocate()
    }

    func keep() {
      keptSlices.deallocate()
      keptStarts.deallocate()
      keptSlices = .allocate(capacity: max(1, slices.count))
      keptSlices.initialize(from: slices, count: slices.count)
      keptStarts = .allocate(capacity: starts.count)
      keptStarts.initialize(from: starts, count: starts.count)
    }
  }

  /// How many rows it has.
  private(set) var rows = 0
  private var columns: [Storage] = []
  /// The names of all its columns, those that nobody asked for too.
  private(set) var names: [String] = []
  /// Moved out of their chunks; whoever releases them is this table.
  private var kept: [ArrowArray] = []

  deinit {
    for place in kept.indices { kept[place].release?(&kept[place]) }
  }

  /// The column of a name, or nil.
  func column(_ name: String) -> Column? {
    columns.first { $0.name == name }.map { Column($0.name, $0.layout, $0) }
  }

  /// Reads a stream to its end, and takes it over: its producer's struct is marked as released, whatever happens.
  /// - Parameters:
  ///   - what: what the table is called in errors: `posts`.
  ///   - wanted: the columns to keep.
  ///   - work: asked before every chunk whether to go on.
  init(_ source: UnsafeMutablePointer<ArrowArrayStream>, what: String, wanted: Set<String>, work: Work?) throws {
    var stream = source.pointee
    source.pointee.release = nil
    guard stream.release != nil else { throw TableError("\(what): the stream was read already.") }
    defer { stream.release?(&stream) }
    func check(_ code: Int32) throws {
      if code == 0 { return }
      let message = stream.get_last_error?(&stream).map { String(cString: $0) }
      throw TableError("\(what): the table's producer stopped: \(message ?? "error \(code)").")
    }
    var schema = ArrowSchema()
    guard let getSchema = stream.get_schema, let getNext = stream.get_next else {
      throw TableError("\(what): the stream is damaged: it gives neither schema nor rows.")
    }
    try check(getSchema(&stream, &schema))
    defer { schema.release?(&schema) }
    let fields = try ArrowTable.fields(of: schema, what: what)
    names = fields.map(\.name)
    let places = fields.indices.filter { wanted.contains(fields[$0].name) }
    columns = places.map { Storage(fields[$0].name, fields[$0].dictionary ?? fields[$0].layout) }
    defer { for column in columns { column.keep() } }
    while true {
      try work?.check()
      var array = ArrowArray()
      try check(getNext(&stream, &array))
      if array.release == nil { return }
      defer { array.release?(&array) }
      try take(&array, fields, places, what: what)
    }
  }

  private typealias Field = (name: String, layout: ArrowLayout, dictionary: ArrowLayout?)

  private static func fields(of schema: ArrowSchema, what: String) throws -> [Field] {
    guard let format = schema.format, String(cString: format) == "+s" else {
      throw TableError("\(what): expected a table with named columns, found \(noun(of: schema)).")
    }
    let fields = try (0..<Int(schema.n_children)).map { place -> Field in
      guard let child = schema.children?[place]?.pointee, let format = child.format else {
        throw TableError("\(what): the table is damaged: its schema lacks a column.")
      }
      let held = child.dictionary?.pointee.format.map { ArrowLayout(format: String(cString: $0)) }
      return (
        child.name.map { String(cString: $0) } ?? "", ArrowLayout(format: String(cString: format)), held
      )
    }
    return fields
  }

  private static func noun(of schema: ArrowSchema) -> String {
    schema.format.map { ArrowLayout(format: String(cString: $0)).noun } ?? "nothing"
  }

  private func take(_ array: inout ArrowArray, _ fields: [Field], _ places: [Int], what: String) throws {
    guard array.length >= 0, array.offset >= 0, Int(array.n_children) == fields.count,
      let count = Int(exactly: array.length), let start = Int(exactly: array.offset)
    else { throw TableError("\(what): the table is damaged: a chunk has other columns than the schema.") }
    if array.null_count != 0, count > 0, let validity = array.n_buffers > 0 ? array.buffers?[0] : nil {
      let bits = validity.assumingMemoryBound(to: UInt8.self)
      if (start..<start + count).contains(where: { bits[$0 >> 3] >> UInt8($0 & 7) & 1 == 0 }) {
        throw TableError("\(what): expected rows, found a row that is null as a whole.")
      }
    }
    if count == 0 { return }
    guard rows + count < 1 << 30 else {
      throw TableError("\(what): expected fewer than 1,073,741,824 rows, found more.")
    }
    // A name that stands twice is refused where it is asked for.
    for (index, place) in places.enumerated() {
      guard let child = array.children?[place] else {
        throw TableError("\(what): the table is damaged: a chunk lacks the column “\(fields[place].name)”.")
      }
      let (layout, held) = (fields[place].layout, fields[place].dictionary)
      let slice = try ArrowSlice(
        child.pointee, layout, dictionary: held, start: start, count: count,
        column: "\(what): \(fields[place].name)")
      kept.append(child.pointee)
      child.pointee.release = nil
      columns[index].slices.append(slice)
      columns[index].starts.append(rows + count)
    }
    rows += count
  }
}
