/// Parses the values of a block, one after the other, and rejects what is none.
struct JSONRows {
  let rows: RowDivision

  /// Makes records of one value, and returns for each row of it that makes none why.
  typealias Body = (_ value: JSONValue, _ batch: inout RecordBatch) -> [String]

  /// Calls `body` with every value of `block`; each reason that it returns is a rejected row.
  func forEach(in block: FileBlock, into batch: inout RecordBatch, _ body: Body) {
    let parser = JSONParser()
    func checked(_ value: JSONValue, _ batch: inout RecordBatch) -> [String] {
      let mark = batch.mark
      var reasons = body(value, &batch)
      if value.hasDamagedID { reasons += batch.takeDamaged(since: mark) }
      if value.hasRepairedID { batch.notes[JSONRows.repairedNote, default: 0] += 1 }
      return reasons
    }
    switch rows {
    case .jsonLines: lines(block, parser, &batch, checked)
    case .jsonDocuments: documents(block, parser, &batch, checked)
    default: values(block, parser, &batch, checked)
    }
    if parser.nonNumbers > 0 {
      batch.notes["values NaN or Infinity, which JSON does not have, read as nothing", default: 0] += parser.nonNumbers
    }
  }

  private static let repairedNote =
    "values with ids that a program changed, such as 10.0 or =\"10\", read as what they were"

  private func lines(_ block: FileBlock, _ parser: JSONParser, _ batch: inout RecordBatch, _ body: Body) {
    let bytes = block.bytes
    var start = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: Byte.lineFeed, from: start) ?? bytes.count
      let line = bytes.part(start, end).trimmed
      start = end + 1
      batch.lines += 1
      if line.isEmpty { continue }
      do throws(JSONParser.Failure) {
        reject(body(try parser.parse(line), &batch), batch.lines, &batch)
        let number = batch.lines
        batch.markPosts { number }
      } catch {
        // Some streams put a notice and a tweet on one line.
        for part in JSONRows.parts(of: line) {
          let isCut = block.isLast && end == bytes.count
          reject(read(part, isCut: isCut, parser, &batch, body), batch.lines, &batch)
        }
        let number = batch.lines
        batch.markPosts { number }
      }
    }
  }

  private func values(_ block: FileBlock, _ parser: JSONParser, _ batch: inout RecordBatch, _ body: Body) {
    let bytes = block.bytes
    var counter = LineCounter(bytes)
    var position = 0
    while let value = JSONValues.next(bytes, from: position) {
      let end = value.end ?? bytes.count
      let reasons = read(bytes.part(value.start, end), isCut: value.end == nil, parser, &batch, body)
      if !reasons.isEmpty { reject(reasons, counter.line(at: value.start), &batch) }
      batch.markPosts { counter.line(at: value.start) }
      position = end
    }
    // A block may end in the middle of a line, which then is the next block's to count.
    batch.lines = block.isLast ? counter.total() : counter.line(at: bytes.count) - 1
  }

  /// An array that is no JSON as a whole, or is cut, is read value by value: what is wrong with one costs one.
  private func documents(_ block: FileBlock, _ parser: JSONParser, _ batch: inout RecordBatch, _ body: Body) {
    let bytes = block.bytes
    var counter = LineCounter(bytes)
    var position = 0
    while let document = JSONValues.nextDocument(bytes, from: position) {
      let end = document.end ?? bytes.count
      let isArray = bytes[document.start] == UInt8(ascii: "[")
      if isArray, document.end != nil, let array = try? parser.parse(bytes.part(document.start, end)) {
        let reasons = body(array, &batch)
        if !reasons.isEmpty { reject(reasons, counter.line(at: document.start), &batch) }
        batch.markPosts { counter.line(at: document.start) }
      } else {
        // No value reaches beyond the document, after which another block may begin.
        let inside = bytes.part(0, end)
        var place = document.start
        while let value = JSONValues.next(inside, from: place) {
          place = value.end ?? end
          let isCut = value.end == nil && document.end == nil
          let reasons = read(inside.part(value.start, place), isCut: isCut, parser, &batch, body)
          if !reasons.isEmpty { reject(reasons, counter.line(at: value.start), &batch) }
          batch.markPosts { counter.line(at: value.start) }
        }
      }
      position = end
    }
    batch.lines = block.isLast ? counter.total() : counter.line(at: bytes.count) - 1
  }

  private func reject(_ reasons: [String], _ line: Int, _ batch: inout RecordBatch) {
    for reason in reasons { batch.rejects.append(Reject(line: line, reason: reason)) }
  }

  private func read(
    _ bytes: Bytes, isCut: Bool, _ parser: JSONParser, _ batch: inout RecordBatch, _ body: Body
  ) -> [String] {
    do throws(JSONParser.Failure) {
      return body(try parser.parse(bytes), &batch)
    } catch {
      if isCut, error.isCut { return ["expected a whole JSON value, found the file's end in the middle of one"] }
      return ["expected a JSON value: \(error.reason)"]
    }
  }

  /// The values of a line: itself, unless it is no value and falls into several whole ones.
  private static func parts(of line: Bytes) -> [Bytes] {
    guard let first = JSONValues.next(line, from: 0), let end = first.end, first.start == 0, end < line.count else {
      return [line]
    }
    var parts = [line.part(0, end)]
    var position = end
    while let value = JSONValues.next(line, from: position) {
      guard let end = value.end, line[value.start] == UInt8(ascii: "{") else { return [line] }
      parts.append(line.part(value.start, end))
      position = end
    }
    return parts.count > 1 ? parts : [line]
  }
}
