/// What a file's rows are called by: its sheet's headers, or the paths of its JSON values. It is what a mapping begins
/// with.
package struct FileShape: Sendable, Equatable {
  /// What the rows are written in.
  package let reads: Mapping.Reads
  /// Headers, or keys with dots between them that lead to a text or number; each once, in the order of the file.
  package let names: [String]

  /// Looks at the first bytes of the file at `path`.
  /// - Throws: `FormatError` where it cannot be opened, or is neither a sheet nor JSON.
  package init(path: String) throws(FormatError) {
    let start = try OpenedFile(path: path).start()
    try self.init(FileSample(path: path, bytes: Array(start.bytes), isWhole: start.isLast))
  }

  init(_ sample: FileSample) throws(FormatError) {
    let first = sample.bytes.first { !UnsafeBufferPointer<UInt8>.isBlank($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      self.init(reads: .json, names: FileShape.paths(in: sample))
    } else if first != UInt8(ascii: "<"), let header = SheetHeader(sample) {
      self.init(reads: .sheet, names: header.names.filter { !$0.isEmpty })
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

  private static func paths(in sample: FileSample) -> [String] {
    sample.withPaddedBytes { bytes in
      let parser = JSONParser()
      var paths: [String] = []
      var position = 0
      while let value = JSONValues.next(bytes, from: position), let end = value.end {
        position = end
        if let json = try? parser.parse(bytes.part(value.start, end)) { collect(json, [], &paths) }
      }
      return paths
    }
  }

  private static func collect(_ value: JSONValue, _ keys: [String], _ paths: inout [String]) {
    if value.isObject {
      if keys.count < depth { value.forEachKey { collect($1, keys + [$0], &paths) } }
    } else if value.isArray {
      value.forEachElement { collect($0, keys, &paths) }
    } else if !keys.isEmpty {
      paths.append(keys.joined(separator: "."))
    }
  }
}
