import ReparteeGraph

/// A format of JSON values: one a line, one after another, or in arrays. Such a format says how it
/// knows its own, and what records a value makes; the rest is the same for all of them.
protocol JSONFormat: FileFormat {
  /// How sure one value makes the format.
  func confidence(of value: JSONValue) -> Confidence
  /// Keys, in quotation marks, of which all are in a value that is too long for the sample; each list is one kind of
  /// value.
  var marks: [[String]] { get }
  /// Whether an array is one value, since its elements need each other.
  var readsWholeArrays: Bool { get }
  /// Makes records of a value, and says for each row of it that cannot be read why.
  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String]
}

extension JSONFormat {
  var readsWholeArrays: Bool { false }

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    JSONDetection.confidences(of: [self], in: sample)[0]
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    reader(for: sample)
  }

  /// The reader of a file that begins with `sample`, for a format that looks at the options first.
  func reader(for sample: FileSample) -> any BlockReader {
    let areLines = sample.bytes.withUnsafeBufferPointer { JSONValues.areLines($0) }
    return JSONReader(format: self, rows: areLines ? .jsonLines : readsWholeArrays ? .jsonDocuments : .jsonValues)
  }
}

/// Reads the values of a file in a format of JSON.
private struct JSONReader<Format: JSONFormat>: BlockReader {
  let format: Format
  let rows: RowDivision

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    JSONRows(rows: rows).forEach(in: block, into: &batch) { format.append($0, to: &$1) }
  }
}
