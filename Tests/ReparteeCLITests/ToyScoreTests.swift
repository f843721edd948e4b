import Foundation
import Testing

@Suite("score, on the example worked by hand")
struct ToyScoreTests {
  private let contract =
    "rank,section,voice,kind,organisation,score,score_low,score_high,reply_reach,reply_reach_low,reply_reach_high,"
    + "conversed,repliers,reciprocated,audience_reach,followers,conversations,posts,response_rate,"
    + "largest_conversation_share,basis,coverage"

  private func cells(_ text: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: zip(
        "ABCDEFX".map(String.init), text.split(separator: " ").map { $0 == "-" ? "" : String($0) }))
  }

  @Test("CSV: the contract's columns, every value of the table, and no word beside the result")
  func csv() throws {
    let command = try Toy.command()
    let outcome = try command.run("score", "toy.repartee", "--output-format", "csv")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let ranking = Ranking(csv: outcome.output)
    #expect(ranking.columns.joined(separator: ",") == contract)
    #expect(ranking.rows.count == 7)
    #expect(ranking["repliers"] == cells("2 2 2 3 1 0 0"))
    #expect(ranking["reciprocated"] == cells("2 1 1 0 0 0 0"))
    #expect(ranking["conversed"] == cells("2 0 0 0 0 0 0"))
    #expect(ranking["reply_reach"] == cells("4 2 2 3 1 0 0"))
    #expect(ranking["score"] == cells("4 1 1 0 0 0 0"))
    #expect(ranking["section"] == cells("voices others others others others others others"))
    #expect(ranking["rank"] == cells("1 - - - - - -"))
    // Follow edges that are held are no count of followers, unless their list is declared complete.
    #expect(ranking["followers"] == cells("- - - - - - -"))
    let held = try command.run("score", "toy.repartee", "--output-format", "csv", "--columns", "+held_followers,+thin")
    #expect(Ranking(csv: held.output)["held_followers"] == cells("3 3 2 9 1 0 0"))
    #expect(Ranking(csv: held.output)["thin"] == cells("yes - - - - - -"))
    #expect(ranking["audience_reach"]["A"] == "8" && ranking["audience_reach"]["D"] == "10")
    #expect(ranking["conversations"] == cells("1 2 1 1 2 1 1"))
    #expect(ranking["posts"] == cells("4 4 3 1 2 1 2"))
    #expect(ranking["response_rate"]["A"] == "0.4000" && ranking["response_rate"]["D"] == "0.0000")
    #expect(ranking["largest_conversation_share"]["A"] == "1.0000" && ranking["largest_conversation_share"]["F"] == "")
    #expect(ranking["basis"].values.allSatisfy { $0 == "threads" })
    #expect(ranking["reply_reach_low"].values.allSatisfy { $0.isEmpty })
    #expect(ranking["kind"].values.allSatisfy { $0 == "unknown" })
    #expect(ranking.rows.map { $0[2] } == ["A", "B", "C", "D", "E", "F", "X"])
  }

  @Test("JSON: the same keys in the same order, null for empty")
  func json() throws {
    let command = try Toy.command()
    let outcome = try command.run("score", "toy.repartee", "--output-format", "json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    let ranking = Ranking(csv: try command.run("score", "toy.repartee", "--output-format", "csv").output)
    #expect(rows.count == 7)
    for (row, cells) in zip(rows, ranking.rows) {
      #expect(Set(row.keys) == Set(ranking.columns))
      for (column, cell) in zip(ranking.columns, cells) {
        switch row[column] {
        case is NSNull: #expect(cell.isEmpty)
        case let text as String: #expect(text == cell)
        case let number as NSNumber: #expect(number.doubleValue == Double(cell))
        default: Issue.record("\(column): \(String(describing: row[column]))")
        }
      }
    }
    let first = try #require(outcome.output.split(separator: "\n").dropFirst().first)
    let places = ranking.columns.map { first.range(of: "\"\($0)\":")?.lowerBound }
    #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test("Further columns stand behind the others")
  func columns() throws {
    let command = try Toy.command()
    let text = try command.run(
      "score", "toy.repartee", "--output-format", "csv", "--columns", "+reply_rank,+audience_added"
    ).output
    let ranking = Ranking(csv: text)
    #expect(ranking.columns.joined(separator: ",") == contract + ",reply_rank,audience_added")
    let expected = ["A": 0.2583, "B": 0.1940, "C": 0.1889, "D": 0.1756, "E": 0.0977, "F": 0.0428, "X": 0.0428]
    for (voice, value) in expected {
      let found = try #require(Double(ranking["reply_rank"][voice] ?? ""))
      #expect(abs(found - value) < 0.00005, "\(voice): \(found)")
    }
    #expect(ranking["audience_added"]["A"] == "5" && ranking["audience_added"]["D"] == "1")
  }

  @Test("--top, --rank-by, --kinds, and the table for people")
  func options() throws {
    let command = try Toy.command()
    try command.file("roster.csv", "handle,kind\nA,channel\nD,person\n")
    func voices(_ options: String...) throws -> [String] {
      Ranking(csv: try command.run(["score", "toy.repartee", "--output-format", "csv"] + options).output).rows.map {
        $0[1] + " " + $0[2]
      }
    }
    #expect(try voices("--top", "2") == ["voices A", "others B"])
    #expect(try voices("--top", "0").isEmpty)
    let byRepliers = try voices("--rank-by", "repliers")
    #expect(byRepliers.prefix(2) == ["voices A", "others D"])
    #expect(try command.run("tag", "roster.csv", "--into", "toy.repartee", "--quiet").status == 0)
    #expect(try voices().last == "excluded A")
    #expect(try voices("--kinds", "channel").first == "voices A")
    let people = try voices("--kinds", "person")
    #expect(people.filter { $0.hasPrefix("others") } == ["others D"])
    let table = try command.run("score", "toy.repartee", "--top", "3")
    #expect(table.status == 0 && table.output.split(separator: "\n").count == 4)
    #expect(
      table.output.split(separator: "\n")[0].split(separator: " ").map(String.init).joined(separator: ",") == contract)
    #expect(
      table.errors == "4 more rows; --top shows more\n"
        + "Too little to name anyone: people came back after an answer only to accounts of kinds that are not "
        + "ranked.\n")
    #expect(try command.run("score", "toy.repartee", "--top", "3", "--quiet").errors.isEmpty)
  }

  @Test("The window is half-open: a reply is dated by itself, its parent may be older")
  func window() throws {
    let command = try Toy.command()
    func row(_ options: String...) throws -> Ranking {
      Ranking(csv: try command.run(["score", "toy.repartee", "--output-format", "csv"] + options).output)
    }
    // B's return to A comes at minute 20, C's at 60.
    #expect(try row("--to", "2026-01-01T00:20:00Z")["conversed"]["A"] == "0")
    #expect(try row("--to", "2026-01-01T00:20:01Z")["conversed"]["A"] == "1")
    #expect(try row("--from", "2026-01-01T00:09:00Z")["conversed"]["A"] == "2")
    #expect(try row("--from", "2026-01-01T00:10:00Z")["conversed"]["A"] == "1")
    let later = try row("--from", "2026-01-02")
    #expect(later["posts"].values.allSatisfy { $0 == "0" })
  }
}
