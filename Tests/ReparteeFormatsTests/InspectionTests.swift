import Foundation
import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("What a file is, before it is imported")
struct InspectionTests {
  private func inspection(of text: String, options: ReadOptions = ReadOptions()) throws -> Inspection {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("inspection-\(UUID())").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Inspection(path: path, options: options, showing: 2)
  }

  @Test("The format, rows by what becomes of them, records by kind, and the first of each")
  func tweets() throws {
    let found = try inspection(of: Sample.tweets)
    #expect(found.format.name == "x-v1" && found.platform == "x")
    #expect(
      found.rows == 6 && found.read == 4 && found.rejected == 1
        && found.ignored == ["deletion notices, whose tweets are taken out": 1])
    #expect(
      found.records.map { "\($0.name) \($0.count)" }
        == ["accounts 6", "posts 3", "posts carried by others 2", "repost 1", "quote 1"])
    #expect(found.beginnings.map(\.name) == ["accounts", "posts", "interactions"])
    #expect(found.beginnings[1].table.rows.count == 2)
    #expect(
      found.beginnings[1].table.rows[1] == [
        .text("2"), .text("11"), .text("1"), .empty, .moment(Timestamp(seconds: 1_407_634_214)), .text("reply"),
      ])
    #expect(found.rejects.map(\.line) == [6])
  }

  @Test("Every sample has as many rows as it has", arguments: Sample.all)
  func samples(sample: Sample) throws {
    var options = sample.options
    options.format = sample.format
    #expect(try inspection(of: sample.text, options: options).rows == sample.rows)
  }

  @Test("A file of no format fails as its import would")
  func unknown() { #expect(throws: FormatError.self) { try inspection(of: "nothing here\n") } }
}
