/// What a file's rows are called by: its sheet's headers, or the paths of its JSON values. It is what a mapping begins
/// with.
package struct FileShape: Sendable, Equatable {
  /// What the rows are written in.
  package let reads: Mapping.Reads
  /// Headers, or keys with dots between them that lead to a text or number; each once, in the order of the file.
  package let names: [String]
  /// In JSON, the keys that lead from a value to the list that holds the rows; empty where each value is a row.
  package private(set) var items: [String] = []
  /// Names whose values are times, by their values; those of the sample.
  package private(set) var times: [String] = []
  /// Names whose values are short texts that come again: those of people, or of groups.
  package private(set) var people: [String] = []
  /// Names whose values are values of another one that is different in each row: what a row answers, and the name that it
  /// is called by.
  package private(set) var references: [Reference] = []
  /// Names whose values are lists or objects, written as texts: they hold no id.
  package private(set) var lists: Set<String> = []

  /// A name whose values are those of another one.
  package struct Reference: Sendable {
    /// The two names.
    package let (name, of): (String, String)
    /// The sign behind which the values begin that are the other one's: `_` in `t1_c5`.
    package let after: String?
  }

  /// Whether two are alike.
  package static func == (left: FileShape, right: FileShape) -> Bool {
    (left.reads, left.names, left.items, left.times) == (right.reads, right.names, right.items, right.times)
      && left.references.map(\.name) == right.references.map(\.name)
  }

  /// Looks at the first bytes of the file at `path`.
  /// - Throws: `FormatError` where it cannot be opened, or is neither a sheet nor JSON.
  package init(path: String) throws(FormatError) {
    let start = try OpenedFile(path: path).start()
    try self.init(FileSample(path: path, bytes: Array(start.bytes), isWhole: start.isLast))
  }

  init(_ sample: FileSample) throws(FormatError) {
    let first = sample.bytes.first { !UnsafeBufferPointer<UInt8>.isBlank($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      let rows = FileShape.rows(in: sample)
      self.init(reads: .json, names: rows.names)
      items = rows.items
      look(at: rows.values)
    } else if first != UInt8(ascii: "<"), let header = SheetHeader(sample) {
      self.init(reads: .sheet, names: header.names.filter { !$0.isEmpty })
      look(at: FileShape.cells(in: sample, header))
    } else {
      throw .unknownFormat(path: sample.path, formats: [])
    }
  }

  private init(reads: Mapping.Reads, names: [String]) {
    self.reads = reads
    var seen: Set<String> = []
    self.names = names.filter { seen.insert($0).inserted }
  }

  /// How deep paths lead; what lies deeper is seldom what a mapping needs.
  private static let depth = 4

  /// How many values of a name are looked at.
  private static let values = 300

  /// What rows of JSON hold: the list that holds them, their names, and values by name, a row each.
  private static func rows(
    in sample: FileSample
  ) -> (items: [String], names: [String], values: [String: [String]]) {
    sample.withPaddedBytes { bytes in
      let parser = JSONParser()
      var names: [String] = []
      var values: [String: [String]] = [:]
      var items: [String]?
      var position = 0
      while let value = JSONValues.next(bytes, from: position), let end = value.end {
        position = end
        guard let json = try? parser.parse(bytes.part(value.start, end)), json.isObject else { continue }
        let list = items ?? longestList(in: json)
        items = list
        for row in json.rows(at: list).prefix(FileShape.values) { collect(row.value, [], &names, &values) }
      }
      return (items ?? [], names, values)
    }
  }

  /// The keys that lead to the longest list of objects within a value; none where it is a row itself.
  private static func longestList(in value: JSONValue) -> [String] {
    var best: (keys: [String], count: Int) = ([], 1)
    func look(_ value: JSONValue, _ keys: [String]) {
      guard keys.count < depth else { return }
      value.forEachKey { key, inner in
        if inner.isArray {
          var (count, nested) = (0, [JSONValue]())
          inner.forEachElement {
            if $0.isObject {
              count += 1
              if nested.count < 3 { nested.append($0) }
            }
          }
          if count > best.count { best = (keys + [key], count) }
          for element in nested { look(element, keys + [key]) }
        } else if inner.isObject {
          look(inner, keys + [key])
        }
      }
    }
    // A value with an id of its own is a row, whatever lists it has.
    if value["id"] == nil || value["messages"] != nil { look(value, []) }
    return best.keys
  }

  private static func collect(
    _ value: JSONValue, _ keys: [String], _ names: inout [String], _ values: inout [String: [String]]
  ) {
    if value.isObject {
      if keys.count < depth { value.forEachKey { collect($1, keys + [$0], &names, &values) } }
    } else if value.isArray {
      // A list within a row: its fields are names, and no values of the row.
      value.forEachElement { element in
        var ignored: [String: [String]] = [:]
        if element.isObject {
          collect(element, keys, &names, &ignored)
        } else if !keys.isEmpty {
          names.append(keys.joined(separator: "."))
        }
      }
    } else if !keys.isEmpty {
      let name = keys.joined(separator: ".")
      names.append(name)
      guard !value.isNull else { return }
      let text = value.string ?? value.integer.map { "\($0)" } ?? value.double.map { "\($0)" }
      if let text, values[name, default: []].count < FileShape.values { values[name, default: []].append(text) }
    }
  }

  private static func cells(in sample: FileSample, _ header: SheetHeader) -> [String: [String]] {
    sample.withPaddedBytes { bytes in
      var values: [String: [String]] = [:]
      var rows = 0
      header.forEachRow(in: bytes, isWhole: sample.isWhole) { fields in
        for (column, name) in header.names.enumerated() {
          let cell = fields[column].trimmed(bytes)
          if !cell.isEmpty { values[name, default: []].append(String(decoding: cell, as: UTF8.self)) }
        }
        rows += 1
        return rows < FileShape.values
      }
      return values
    }
  }

  /// Finds what the values of names show: times, and which name others refer to.
  private mutating func look(at values: [String: [String]]) {
    func isTime(_ text: String) -> Bool {
      var text = text
      return text.withUTF8 { bytes in
        if let number = Double(String(decoding: bytes, as: UTF8.self)) {
          return (946_684_800..<4_102_444_800).contains(number)
            || (946_684_800_000..<4_102_444_800_000).contains(number)
        }
        return TimeText.parse(bytes) != nil || TimeText.twitter(bytes) != nil
      }
    }
    lists = Set(
      names.filter { name in
        guard let found = values[name] else { return false }
        return found.count { $0.hasPrefix("[") && $0.hasSuffix("]") || $0.hasPrefix("{") && $0.hasSuffix("}") } * 2
          > found.count
      })
    times = names.filter { name in values[name].map { $0.allSatisfy(isTime) } ?? false }
    let rowCount = values.values.map(\.count).max() ?? 0
    let keys = names.filter { name in
      guard let found = values[name], found.count == rowCount, rowCount > 1, !times.contains(name) else { return false }
      return Set(found).count == found.count
    }
    people = names.filter { name in
      guard let found = values[name], found.count > 1, !keys.contains(name), !times.contains(name) else { return false }
      let distinct = Set(found)
      return distinct.count > 1 && distinct.count < found.count
        && distinct.allSatisfy { $0.count <= 40 && Double($0) == nil && $0.split(separator: " ").count <= 3 }
    }
    for name in names where !times.contains(name) {
      guard let found = values[name], !found.isEmpty else { continue }
      let isKey = keys.contains(name)
      for key in keys where key != name {
        let ids = Set(values[key] ?? [])
        // Of two columns that hold the same ids, neither refers to the other.
        let signs: [String?] = isKey ? ["_", "/", ":"] : [nil, "_", "/", ":"]
        let after = signs.first { sign in
          found.count { text in
            let id = sign.flatMap { text.split(separator: $0).last.map(String.init) } ?? text
            return ids.contains(id)
          } * 2 > found.count
        }
        guard let after else { continue }
        references.append(Reference(name: name, of: key, after: after))
        break
      }
    }
  }
}
