import Foundation
import Testing

/// Every diagram of the worked example, in every form.
@Suite struct DrawTests {
  static let pictures = [
    ["network"], ["ego", "A"], ["conversation"], ["conversation", "8"], ["communities"], ["followers"],
  ]

  @Test(arguments: pictures)
  func everyDiagramIsDrawnAndComesOutTheSameAgain(words: [String]) throws {
    let command = try Toy.command()
    var first: Data?
    for round in 1...3 {
      let outcome = try command.run(["draw", "toy.repartee"] + words + ["--output", "picture\(round).svg"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let bytes = try #require(command.bytes("picture\(round).svg"))
      #expect(bytes == first ?? bytes)
      first = bytes
    }
    let text = String(decoding: first ?? Data(), as: UTF8.self)
    #expect(text.hasPrefix("<?xml") && text.contains("role=\"img\"") && text.contains("<desc"))
  }

  @Test func theEndingSaysWhatIsWritten() throws {
    let command = try Toy.command()
    for (ending, beginning) in [("pdf", "%PDF-"), ("png", "\u{89}PNG"), ("dot", "graph"), ("gexf", "<?xml")] {
      for name in ["a", "b"] {
        let outcome = try command.run("draw", "toy.repartee", "ego", "A", "--output", "\(name).\(ending)", "--quiet")
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      }
      let bytes = try #require(command.bytes("a." + ending))
      #expect(bytes == command.bytes("b." + ending), "\(ending): not the same again")
      #expect(bytes.starts(with: beginning.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }), "\(ending)")
    }
    try expectFailure(64, ".svg, .pdf, .png", from: ["draw", "toy.repartee", "network", "--output", "picture.jpeg"])
  }

  @Test func aTableStandsBesideThePicture() throws {
    let command = try Toy.command()
    for ending in ["csv", "html"] {
      let outcome = try command.run(
        "draw", "toy.repartee", "conversation", "--output", "c.svg", "--table", "c." + ending)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let rows = String(decoding: command.bytes("c.csv") ?? Data(), as: UTF8.self).split(separator: "\n")
    #expect(rows[0] == "row,level,rank,voice,time,posts_below,folded_posts,folded_people")
    // Conversation 1 of the worked example: A's post and ten below it.
    #expect(rows.count == 12 && rows[1].hasPrefix("1,0,1,A,2026-01-01") && rows[1].hasSuffix(",10,,"))
    let html = String(decoding: command.bytes("c.html") ?? Data(), as: UTF8.self)
    #expect(html.contains("<th scope=\"col\">Posts below</th>") && html.contains("<td>A</td>"))
    try expectFailure(
      64, ".csv or .html", from: ["draw", "toy.repartee", "network", "--output", "a.svg", "--table", "t.txt"])
  }

  @Test func pseudonymsReplaceEveryName() throws {
    let command = try Toy.command()
    func picture(_ words: String...) throws -> String {
      let outcome = try command.run(["draw", "toy.repartee"] + words + ["--output", "p.svg", "--quiet"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      return String(decoding: command.bytes("p.svg") ?? Data(), as: UTF8.self)
    }
    let (first, again) = (try picture("network", "--pseudonyms"), try picture("network", "--pseudonyms"))
    try command.key("own.key")
    let other = try picture("network", "--pseudonym-key", "own.key")
    #expect(first == again && first != other && first.contains("Voice "))
    for words in [["network"], ["ego", "A"], ["conversation"], ["communities"], ["followers"]] {
      let outcome = try command.run(
        ["draw", "toy.repartee"] + words + ["--output", "q.svg", "--quiet", "--pseudonyms"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let text = String(decoding: command.bytes("q.svg") ?? Data(), as: UTF8.self)
      for name in ["A", "B", "C", "D", "E", "F", "X"] {
        #expect(!text.contains(">\(name)<") && !text.contains(">\(name)\n"), "\(words): \(name)")
      }
    }
    try expectFailure(
      64, "--pseudonyms", from: ["draw", "toy.repartee", "network", "--output", "p.svg", "--links", "--pseudonyms"])
  }

  @Test func linksLeadToProfilesOnlyOnRequest() throws {
    let command = try Command()
    try command.file(
      "posts.csv",
      "id,author,parent,time,platform,handle\n1,10,,1700000000,x,ask er\n2,11,1,1700000060,x,answerer\n3,10,2,1700000120,x,ask er\n4,11,3,1700000180,x,answerer\n"
    )
    #expect(try command.run("import", "posts.csv", "--into", "s.repartee", "--quiet").status == 0)
    #expect(try command.run("draw", "s.repartee", "network", "--output", "plain.svg").status == 0)
    #expect(try command.run("draw", "s.repartee", "network", "--output", "links.svg", "--links").status == 0)
    let (plain, links) = (
      String(decoding: command.bytes("plain.svg") ?? Data(), as: UTF8.self),
      String(decoding: command.bytes("links.svg") ?? Data(), as: UTF8.self)
    )
    #expect(!plain.contains("href") && links.contains("href=\"https://x.com/"))
    #expect(!links.contains("x.com/ask er"))
    // What can be reached must not hide in an image.
    #expect(plain.contains("role=\"img\"") && links.contains("role=\"group\""))
  }

  @Test func voicesStayWhereAnEarlierPictureHasThem() throws {
    let command = try Toy.command()
    func marks(_ file: String) -> [String] {
      let text = String(decoding: command.bytes(file) ?? Data(), as: UTF8.self)
      return text.split(separator: "\n").filter { $0.hasPrefix("  <circle cx") && !$0.contains("stroke=\"none\"") }
        .map { String($0.prefix { $0 != "r" }) }
    }
    for (file, extra) in [
      ("first.svg", ["--table", "first.csv"]), ("second.svg", ["--positions-from", "first.svg"]),
      ("third.svg", ["--positions-from", "first.csv"]),
    ] {
      let outcome = try command.run(["draw", "toy.repartee", "network", "--output", file] + extra)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(!marks("first.svg").isEmpty)
    #expect(marks("first.svg") == marks("second.svg") && marks("first.svg") == marks("third.svg"))
    try expectFailure(
      1, "no places of voices",
      from: ["draw", "toy.repartee", "network", "--output", "n.svg", "--positions-from", "nosuch.svg"])
  }

  @Test func wrongQuestionsAreAnsweredInWords() throws {
    try expectFailure(64, "takes the voice", from: ["draw", "toy.repartee", "ego", "--output", "e.svg"])
    try expectFailure(
      1, "no voice in this store has that name", from: ["draw", "toy.repartee", "ego", "nobody", "--output", "e.svg"])
    try expectFailure(
      1, "no post in this store", from: ["draw", "toy.repartee", "conversation", "9999", "--output", "e.svg"])
    try expectFailure(
      64, "takes no voice or post", from: ["draw", "toy.repartee", "network", "A", "--output", "e.svg"])
    try expectFailure(64, "--dpi", from: ["draw", "toy.repartee", "network", "--output", "e.png", "--dpi", "5"])
  }

  @Test("Letters that no font has are said where they are drawn, and only there")
  func missingFonts() throws {
    let command = try Command()
    // Cuneiform, which no font that the tests install has.
    try command.file(
      "posts.csv",
      "id,author,parent,time,handle\n1,7,,2026-03-02T10:00:00Z,\u{1202D}\u{12097}\n2,8,1,2026-03-02T10:01:00Z,ben\n")
    #expect(try command.run("import", "posts.csv", "--into", "s.repartee").status == 0)
    let pixels = try command.run("draw", "s.repartee", "network", "--output", "n.png")
    #expect(
      pixels.status == 0 && pixels.errors.contains("n.png: no font of this machine has letters of"), "\(pixels.errors)")
    let text = try command.run("draw", "s.repartee", "network", "--output", "n.svg")
    #expect(text.status == 0 && !text.errors.contains("no font"), "\(text.errors)")
    try command.file(
      "job.yaml", "store: s.repartee\nsources: [posts.csv]\noutputs: {diagram: m.png}\n")
    let job = try command.run("run", "job.yaml")
    #expect(job.status == 0 && job.errors.contains("m.png: no font"), "\(job.errors)")
  }
}
