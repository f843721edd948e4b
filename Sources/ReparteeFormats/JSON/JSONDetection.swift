/// Detects the JSON format of a file: its first values are parsed once, and every format is asked about each.
enum JSONDetection {
  /// How sure each of `formats` is that `sample` is of its kind.
  static func confidences(of formats: [any JSONFormat], in sample: FileSample) -> [Confidence] {
    sample.withPaddedBytes { bytes in
      let parser = JSONParser()
      var confidences = [Confidence](repeating: .none, count: formats.count)
      var hasWhole = false
      var position = 0
      while let value = JSONValues.next(bytes, from: position), let end = value.end {
        position = end
        // No format has numbers or texts as values, of which a sheet is full.
        guard bytes[value.start] == UInt8(ascii: "{"), let json = try? parser.parse(bytes.part(value.start, end)) else {
          continue
        }
        hasWhole = true
        for index in formats.indices where confidences[index] < .certain {
          confidences[index] = max(confidences[index], formats[index].confidence(of: json))
        }
      }
      if hasWhole { return confidences }
      // A first value longer than the sample, or a cut one.
      guard let first = bytes.trimmed.first, "{[".utf8.contains(first) else { return confidences }
      let text = String(decoding: bytes, as: UTF8.self)
      return formats.map { format in
        format.marks.contains { $0.allSatisfy { text.utf8.contains($0.utf8) } } ? .likely : .none
      }
    }
  }
}

extension String.UTF8View {
  fileprivate func contains(_ pattern: String.UTF8View) -> Bool {
    guard let first = pattern.first else { return true }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: pattern) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
