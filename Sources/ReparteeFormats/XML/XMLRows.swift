/// Reads the elements of a block, one after another: what all formats in XML share.
struct XMLRows {
  let elements: XMLElements
  /// Elements whose text is not kept, by name.
  var dropped: [StaticString] = []
  /// What the document's declaration says.
  let encoding: String?

  /// Calls `body` with every element of `block`; each reason that it returns is a rejected row.
  func forEach(in block: FileBlock, into batch: inout RecordBatch, _ body: (XMLNode, inout RecordBatch) -> [String]) {
    let bytes = block.bytes
    var counter = LineCounter(bytes)
    var position = 0
    let parser = XMLElementParser(dropping: dropped, encoding: encoding)
    while let element = elements.next(bytes, from: position) {
      let end = element.end ?? bytes.count
      var reasons: [String] = []
      do throws(XMLNode.Failure) {
        if element.end == nil { throw XMLNode.Failure(reason: "the file ends in the middle of it") }
        reasons = try parser.parse(bytes.part(element.start, end)) { body($0, &batch) }
      } catch {
        reasons = ["expected \(elements.title) in XML: \(error.reason)"]
      }
      if !reasons.isEmpty {
        let line = counter.line(at: element.start)
        batch.rejects += reasons.map { Reject(line: line, reason: $0) }
      }
      batch.markPosts { counter.line(at: element.start) }
      position = end
    }
    // A block may end in the middle of a line, which then is the next block's to count.
    batch.lines = block.isLast ? counter.total() : counter.line(at: bytes.count) - 1
  }

  /// What the declaration at a document's beginning says of its encoding.
  static func encoding(of sample: FileSample) -> String? {
    let start = String(decoding: sample.bytes.prefix(200), as: UTF8.self)
    guard start.hasPrefix("<?xml"), let found = start.firstMatch(of: /encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/) else {
      return nil
    }
    // What says UTF-16 was made UTF-8 before, or it could not be read up to here.
    return found.1.lowercased().hasPrefix("utf-16") ? "UTF-8" : String(found.1)
  }
}
