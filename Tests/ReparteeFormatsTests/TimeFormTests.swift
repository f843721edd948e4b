import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Dates by a column's own evidence")
struct TimeFormTests {
  private func times(_ values: String...) throws -> [Timestamp?] {
    let rows = values.enumerated().map { "\($0.offset + 1),a,,\"\($0.element)\"\n" }.joined()
    return try Reading("id,author,parent,time\n" + rows).posts.map(\.time)
  }

  private func at(_ text: String) -> Timestamp? { Timestamp(text: text) }

  @Test("Days as a spreadsheet counts them, with a point or a comma")
  func serial() throws {
    #expect(try times("45385.41667", "45385") == [at("2024-04-03T10:00:00Z"), at("2024-04-03")])
    #expect(try times("45385,5") == [at("2024-04-03T12:00:00Z")])
    // Unix seconds stay Unix seconds; a small number among them is no time.
    #expect(try times("45385", "1712138400") == [at("2024-04-03T10:00:00Z")])
  }

  @Test("Days as eight digits")
  func day() throws {
    #expect(try times("20240403", "20231231") == [at("2024-04-03"), at("2023-12-31")])
    // Where one value is no day, eight digits are none, and never a moment of 1970.
    #expect(try times("20240403", "20241345") == [])
  }

  @Test("Whether the day or the month comes first, one value shows for all")
  func order() throws {
    #expect(try times("3/4/2024 9:00", "13/4/2024 19:05") == [at("2024-04-03T09:00:00Z"), at("2024-04-13T19:05:00Z")])
    #expect(try times("3/4/2024", "4/13/24 7:05 PM") == [at("2024-03-04"), at("2024-04-13T19:05:00Z")])
    #expect(try times("3.4.2024 09:00:30") == [at("2024-04-03T09:00:30Z")])
    #expect(try times("13-4-2024 09:00 +02:00") == [at("2024-04-13T07:00:00Z")])
  }

  @Test("Where nothing shows it, the file is refused and the column named", arguments: ["03/04/2024 10:00", "3/4/24"])
  func ambiguous(value: String) throws {
    let problem = try #require(failure("id,author,parent,time\n1,a,,\(value)\n2,b,1,\(value)\n"))
    #expect("\(problem)".contains("“time”") && "\(problem)".contains("dd/MM/yyyy"))
  }

  @Test(
    "A cell that is no time costs its own row, and says nothing of the others; written-out dates may stand among them")
  func mixed() throws {
    #expect(try times("3/4/2024 9:00", "later", "13/4/2024") == [at("2024-04-03T09:00:00Z"), at("2024-04-13")])
    #expect(try times("45385.5", "?", "45386") == [at("2024-04-03T12:00:00Z"), at("2024-04-04")])
    #expect(
      try times("2024-01-05T09:05:00Z", "1/6/2024 9:15", "1/25/2024 9:15")
        == [at("2024-01-05T09:05:00Z"), at("2024-01-06T09:15:00Z"), at("2024-01-25T09:15:00Z")])
    // Where nothing shows which comes first, the one that may be either is rejected.
    #expect(try times("2024-01-05", "2024-01-06", "1/6/2024") == [at("2024-01-05"), at("2024-01-06")])
  }

  @Test("A row that contradicts the column is rejected")
  func contradiction() throws {
    var text = "id,author,parent,time\n1,a,,13/4/2024\n"
    for number in 2..<4000 { text += "\(number),a,,1/2/2024\n" }
    text += "4000,a,,1/31/2024\n"
    let reading = try Reading(text)
    #expect(reading.posts.count == 3999 && reading.rejects.map(\.line) == [4001])
  }

  @Test("A mapping without a pattern goes by the column too, in its zone")
  func mapped() throws {
    var mapping = Mapping(name: "test")
    mapping.zone = "Europe/London"
    mapping.records = [
      MappedRecord(
        .posts,
        fields: [
          "id": MappedField(.column("No")), "author": MappedField(.column("Who")), "time": MappedField(.column("When")),
        ])
    ]
    let read = try Reading(
      "No,Who,When\n1,a,13/7/2024 10:00\n2,b,1/7/2024 10:00\n", options: ReadOptions(mapping: mapping))
    #expect(read.posts.map(\.time) == [at("2024-07-13T09:00:00Z"), at("2024-07-01T09:00:00Z")])
  }
}
