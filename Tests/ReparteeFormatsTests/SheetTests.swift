import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Sheets with a header")
struct SheetTests {
  @Test("Posts: any order and case, blanks, unknown columns reported, kinds by default")
  func posts() throws {
    let reading = try Reading(
      " Time ,AUTHOR,id,Parent,handle,mood,platform\n2020-01-02,10,1,,@ann,glad,\n1577934246,11,2,1,,,Mastodon\n,,3,,,,\n"
    )
    #expect(reading.format == "posts-csv")
    #expect(reading.ignoredColumns == ["mood"])
    // Posts come platform by platform.
    #expect(reading.posts.map(\.kind) == [.post, .post, .reply])
    #expect(reading.posts[0].time == Timestamp(seconds: 1_577_923_200))
    #expect(reading.posts[2].parent == .number(1))
    #expect(reading.posts[1].author == nil)
    #expect(reading.accounts == [AccountRecord(id: .number(10), handle: "ann", seen: reading.posts[0].time)])
    #expect(reading.platforms == [nil, "mastodon"])
  }

  @Test("Bad cells and rows are rejected with the column, the line and what was found")
  func rejects() throws {
    let reading = try Reading(
      "id,author,parent,time,kind\n,1,,,\n2,1,,2020-02-30,\n3,1,,,answer\n4,1\n5,1,,,\"\"x\n\n6,1,,,\n7,1,,,\"open\n8,1,,,\n"
    )
    #expect(reading.posts.map(\.id) == [.number(6), .number(8)])
    #expect(reading.rejects.map(\.line) == [2, 3, 4, 5, 6, 9])
    #expect(reading.rejects[0].reason == "id: expected an id, found an empty cell")
    #expect(
      reading.rejects[1].reason
        == "time: expected an ISO 8601 time or Unix seconds from 100000000 on, found “2020-02-30”")
    #expect(reading.rejects[2].reason == "kind: expected post, reply, quote, comment, found “answer”")
    #expect(reading.rejects[3].reason == "expected 5 fields, found 2")
    #expect(reading.rejects[4].reason == SheetDialect.brokenQuotes)
  }

  @Test(
    "A title above the header is passed over and said, whatever is between the cells",
    arguments: [
      ("Report of the week,,,\nFrom,2026-01-05,,\n\n", ","), ("Report of the week\n", ","),
      ("Query;transport\n\nExported by Ann\n", ";"), ("Report\t\t\t\n", "\t"), ("Report of the week\n\n", "|"),
      ("sep=;\nReport;;;\n", ";"), (",,,\n\n", ","),
    ])
  func title(_ title: String, _ delimiter: String) throws {
    let rows = ["id,author,parent,time", "1,ann,,2026-01-05", "2,bob,1,2026-01-06", "3,cal,1,x"]
      .map { $0.replacing(",", with: delimiter) + "\n" }
    let reading = try Reading(title + rows.joined())
    #expect(reading.posts.map(\.author) == [.text("ann"), .text("bob")])
    #expect(reading.rejects.map(\.line) == [title.count { $0 == "\n" } + 4])
    #expect(reading.notes.keys.contains { $0.hasSuffix("a title above the header, and no data") })
  }

  @Test(
    "What is no title stays a row: a header of few cells above texts that hold commas, a comment, an edge",
    arguments: [
      "id,author\n1,ann, as she says, and more\n2,bob, as he says, and more\n", "# A comment\nann,bob,cal\n",
      "source,target\nann,bob\n", "handle,kind\n@@ann\t,person\n",
    ])
  func noTitle(_ text: String) {
    let header = SheetHeader(FileSample(bytes: Array(text.utf8), isWhole: true))
    #expect(header?.notes == [])
  }

  @Test("A stray quote costs its line and not the rest of the file")
  func strayQuote() throws {
    var text = "follower,followed\n1,2\n\"3,4\n"
    for number in 5..<50_000 { text += "\(number),\(number + 1)\n" }
    let reading = try Reading(text)
    #expect(reading.follows.count == 49_996)
    #expect(reading.rejects.map(\.line) == [3])
  }

  @Test("Quotes: delimiters, line ends and doubled quotes inside; a quote within a field is text")
  func quotes() throws {
    let reading = try Reading(
      "id;author;parent;time;name\r\n\"1\";2;;;\"a;b\"\"c\"\"\r\nd\"\r\n\"3\";4;\"1\";;5\" tall\r\n")
    #expect(reading.accounts.map(\.name) == ["a;b\"c\"\r\nd", "5\" tall"])
    #expect(reading.posts.map(\.id) == [.number(1), .number(3)])
    #expect(reading.lines == 4)
  }

  @Test("Windows-1252 is decoded; a stray byte in a file of UTF-8 costs its row")
  func encoding() throws {
    let start = Array("id,author,parent,name\n1,2,,Ren".utf8)
    let decoded = try Reading(bytes: start + [0xe9, 0x0a])
    #expect(decoded.accounts.map(\.name) == ["René"] && decoded.rejects.isEmpty)
    let mixed = try Reading(bytes: start + [0xe9, 0x0a] + Array("2,3,,Zoë\n".utf8))
    #expect(mixed.accounts.map(\.name) == ["Zoë"])
    #expect(mixed.rejects.map(\.line) == [2])
    #expect(mixed.rejects[0].reason.contains("UTF-8"))
  }

  @Test("Interactions: kind by column or by option, follows among them, counts")
  func interactions() throws {
    let mixed = try Reading(
      "target,actor,kind,time,count\n1,2,Reply,1341100972,3\n1,2,follow,,\n1,2,,,\n1,2,quote,,0\n")
    #expect(
      mixed.interactions == [
        InteractionRecord(
          kind: .reply, actor: .number(2), target: .number(1), time: Timestamp(seconds: 1_341_100_972), count: 3)
      ])
    #expect(mixed.follows == [Reading.Follow(follower: .number(2), followed: .number(1))])
    #expect(mixed.rejects.map(\.line) == [4, 5])
    let given = try Reading("actor,target\n1,2\n", options: ReadOptions(kind: .quote))
    #expect(given.interactions.map(\.kind) == [.quote])
    let follows = try Reading("actor,target\n1,2\n", options: ReadOptions(kind: .follow))
    #expect(follows.follows == [Reading.Follow(follower: .number(1), followed: .number(2))])
  }

  @Test("Any headed sheet by naming its columns")
  func named() throws {
    let text = "from\tto\tcount\n1\t2\t5\n"
    let options = ReadOptions(kind: .mention, columns: ["actor": "FROM", "target": "to"])
    let reading = try Reading(text, options: options)
    #expect(
      reading.interactions == [
        InteractionRecord(kind: .mention, actor: .number(1), target: .number(2), count: 5)
      ])
    let follows = try Reading(text, options: ReadOptions(columns: ["follower": "from", "followed": "to"]))
    #expect(follows.follows == [Reading.Follow(follower: .number(1), followed: .number(2))])
    #expect(follows.ignoredColumns == ["count"])
    let posts = try Reading(
      "tweet,who,answers\n1,2,\n", options: ReadOptions(columns: ["id": "tweet", "author": "who", "parent": "answers"]))
    #expect(posts.posts.map(\.author) == [.number(2)])
    let wrong = failure(text, options: ReadOptions(kind: .reply, columns: ["actor": "user_id", "target": "to"]))
    #expect("\(try #require(wrong))".contains("user_id"))
  }

  @Test("Roster: by id or handle, with dates, kinds and lines")
  func roster() throws {
    let reading = try Reading(
      "note,voice,handle,id,kind,from,to,followers,source\n\"two\nlines\",Ann,@ann ,,person,2020-01-01,,12,web\n,,,,bot,,,,\n,,ben,7,Robot,,,,\n"
    )
    #expect(reading.format == "roster-csv")
    #expect(reading.roster.count == 1)
    #expect(reading.roster[0].handle == "ann")
    #expect(reading.roster[0].kind == .person)
    #expect(reading.roster[0].from == Timestamp(seconds: 1_577_836_800))
    #expect(reading.roster[0].note == "two\nlines")
    #expect(reading.roster[0].line == 2)
    #expect(reading.rejects.map(\.line) == [4, 5])
    #expect(reading.roster[0].source == "web")
    #expect(reading.ignoredColumns.isEmpty)
  }
}
