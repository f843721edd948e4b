import Foundation
import Testing

@Suite("Ties: where very many have as many points, nobody is named for an id")
struct TieTests {
  /// Conversations of two people each, in all of which the same happens, and one more conversation.
  /// - Parameter returns: whether the one who asked comes back.
  private func sheet(_ conversations: Int, returns: Bool, more: String = "") -> String {
    var text = "id,author,parent,time\n"
    for number in 100..<(100 + conversations) {
      let hour = "2026-03-\(String(format: "%02d", number % 28 + 1))T10"
      text += "a\(number),voice\(number),,\(hour):00:00Z\n"
      text += "b\(number),person\(number),a\(number),\(hour):05:00Z\n"
      text += "c\(number),voice\(number),b\(number),\(hour):09:00Z\n"
      if returns { text += "d\(number),person\(number),c\(number),\(hour):12:00Z\n" }
    }
    return text + more
  }

  /// The page's words, without those of its styles.
  private func page(_ command: Command, _ text: String) throws -> String {
    try command.file("posts.csv", text)
    #expect(try command.run("import", "posts.csv", "--into", "s.repartee").status == 0)
    #expect(try command.run("brief", "s.repartee", "--output", "b", "--quiet").status == 0)
    return String(decoding: command.bytes("b/index.html") ?? Data(), as: UTF8.self)
  }

  @Test("Nobody is named on the page, with and without returns; the tables' files hold all", arguments: [true, false])
  func all(returns: Bool) throws {
    let command = try Command()
    let page = try page(command, sheet(60, returns: returns))
    #expect(!page.contains("voice1") && !page.contains("person1"))
    #expect(page.contains("All 60 conversations have 2 people each, so that none stands out."))
    guard returns else { return }
    #expect(page.contains("60 voices share the first rank, with 2 points each, so that nobody stands out."))
    let table = String(decoding: command.bytes("b/tables/voices.csv") ?? Data(), as: UTF8.self)
    #expect(table.split(separator: "\n").count == 61)
    let score = try command.run("score", "s.repartee")
    #expect(score.errors.contains("60 voices share the first rank"), "\(score.errors)")
    let picture = try command.run("draw", "s.repartee", "network", "--output", "n.svg")
    #expect(picture.status == 0)
    #expect(String(decoding: command.bytes("n.svg") ?? Data(), as: UTF8.self).contains("nobody stands out"))
  }

  @Test("Where one stands out, it is named, and the others are said to share their rank")
  func one() throws {
    let command = try Command()
    var more = "z,official,,2026-03-03T11:00:00Z\n"
    for person in 0..<3 {
      more += "y\(person),asker\(person),z,2026-03-03T11:0\(person):10Z\n"
      more += "x\(person),official,y\(person),2026-03-03T11:0\(person):20Z\n"
      more += "w\(person),asker\(person),x\(person),2026-03-03T11:0\(person):30Z\n"
    }
    let page = try page(command, sheet(60, returns: true, more: more))
    #expect(page.contains("official"))
    #expect(page.contains("60 voices share rank 2, with 2 points each; 9 of them are shown, in the order of ids."))
  }
}
