import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Mappings: rows of no known format")
struct MappingTests {
  private func posts(_ fields: [String: MappedField], _ change: (inout Mapping) -> Void = { _ in }) -> ReadOptions {
    var mapping = Mapping(name: "home")
    mapping.records = [MappedRecord(.posts, fields: fields)]
    change(&mapping)
    return ReadOptions(mapping: mapping)
  }

  private static let plain: [String: MappedField] = [
    "id": MappedField(.column("No")), "author": MappedField(.column("Who")), "parent": MappedField(.column("To")),
    "time": MappedField(.column("When")),
  ]

  @Test("Columns are found by their names, below whatever an export writes above them")
  func header() throws {
    let text = "Report:,bulk\nFrom:,Monday\n\nWho,No,To,When,Text\nann,1,,2026-03-02,hi\nbob,2,1,2026-03-03,yes\n"
    let read = try Reading(text, options: posts(Self.plain))
    #expect(read.posts.map(\.author) == [.text("ann"), .text("bob")])
    #expect(read.posts.map(\.parent) == [nil, .number(1)])
    #expect(read.posts.map(\.kind) == [.post, .reply])
    #expect(read.rejects.isEmpty)
    #expect(read.ignoredColumns == ["Text"])
  }

  @Test(
    "In a sheet divided by semicolons a point groups thousands; flat comments whose first post is elsewhere are no mistake"
  )
  func numbersOfSheets() throws {
    var fields = Self.plain
    fields["followers"] = MappedField(.column("Fans"))
    fields["replies"] = MappedField(.column("Replies"))
    let sheet = "No;Who;To;When;Fans;Replies\n1;ann;;2026-03-02;1.234;2.000\n2;bea;1;2026-03-03;2,6;1\n"
    let read = try Reading(sheet, options: posts(fields))
    #expect(read.accounts.map(\.followers) == [1234, 3] && read.replyCounts.map(\.replies) == [2000, 1])
    fields = Self.plain
    fields["conversation"] = MappedField(.column("To"))
    fields["kind"] = MappedField(.constant("comment"))
    let flat = try Reading("No,Who,To,When\n1,ann,t9,2026-03-02\n2,bea,t9,2026-03-03\n", options: posts(fields))
    #expect(flat.posts.map(\.kind) == [.comment, .comment] && flat.notes.isEmpty, "\(flat.notes)")
  }

  @Test("Without a header columns are counted from 1, and any sign may stand between them")
  func positions() throws {
    let fields: [String: MappedField] = [
      "id": MappedField(.position(1)), "author": MappedField(.position(2)), "parent": MappedField(.position(3)),
    ]
    let options = posts(fields) {
      $0.hasHeader = false
      $0.delimiter = UInt8(ascii: "|")
      $0.nulls = ["None"]
    }
    let read = try Reading("1|ann|None\n2|bob|1\n", options: options)
    #expect(read.posts.map(\.id) == [.number(1), .number(2)])
    #expect(read.posts.map(\.parent) == [nil, .number(1)])
  }

  @Test("Times of a pattern and a zone, over a change of clocks")
  func times() throws {
    let options = posts(Self.plain) {
      $0.timePattern = "dd/MM/yyyy HH:mm"
      $0.zone = "Europe/London"
    }
    let read = try Reading(
      "No,Who,To,When\n1,a,,28/03/2026 10:00\n2,a,,29/03/2026 10:00\n3,a,,31/02/2026 10:00\n", options: options)
    #expect(
      read.posts.map(\.time) == [Timestamp(text: "2026-03-28T10:00:00Z"), Timestamp(text: "2026-03-29T09:00:00Z")])
    #expect(read.rejects.map(\.line) == [4])
    #expect(read.rejects.first?.reason.contains("dd/MM/yyyy HH:mm") == true)
    // ISO 8601 without a zone of its own stands in the mapping's; one with a zone keeps it.
    let iso = posts(Self.plain) { $0.zone = "America/New_York" }
    let other = try Reading(
      "No,Who,To,When\n1,a,,2026-07-01 08:00\n2,a,,2026-07-01T08:00:00Z\n3,a,,1751371200\n", options: iso)
    #expect(
      other.posts.map(\.time) == [
        Timestamp(text: "2026-07-01T12:00:00Z"), Timestamp(text: "2026-07-01T08:00:00Z"),
        Timestamp(text: "2025-07-01T12:00:00Z"),
      ])
  }

  @Test("Links, prefixes, lists, words and lower case")
  func values() throws {
    var link = MappedField(.column("Link"))
    link.after = "/status/"
    link.before = "?"
    link.prefix = "t"
    var author = MappedField(.column("Who"))
    author.isLowercased = true
    var kind = MappedField(.column("Kind"))
    kind.words = ["answer": "reply", "*": "post"]
    var mentions = MappedField(.column("Names"))
    mentions.split = ","
    mentions.after = "@"
    let read = try Reading(
      "Link,Who,Kind,Names,To\nhttps://x.com/a/status/7?s=1,ANN,other,,\nhttps://x.com/b/status/8,Bob,Answer,\"@Ann, @ann2\",t7\n",
      options: posts([
        "id": link, "author": author, "kind": kind, "mentions": mentions, "parent": MappedField(.column("To")),
      ]))
    #expect(read.posts.map(\.id) == [.text("t7"), .text("t8")])
    #expect(read.posts.map(\.author) == [.text("ann"), .text("bob")])
    #expect(read.posts.map(\.kind) == [.post, .reply])
    #expect(read.interactions.map(\.target) == [.text("Ann"), .text("ann2")])
    #expect(read.interactions.allSatisfy { $0.kind == .mention && !$0.isRow })
  }

  @Test("In JSON as in sheets an author called 0 is nobody, unless a post is called 0 too")
  func zeroInJSON() throws {
    func authors(_ first: Int) throws -> [ExternalID?] {
      var mapping = Mapping(name: "zero")
      mapping.reads = .json
      mapping.records = [
        MappedRecord(
          .posts,
          fields: [
            "id": MappedField(.path(["id"])), "author": MappedField(.path(["by"])),
            "parent": MappedField(.path(["to"])),
          ])
      ]
      var options = ReadOptions()
      options.mapping = mapping
      let rows = [#"{"id":\#(first),"by":7}"#, #"{"id":8,"by":0,"to":\#(first)}"#, #"{"id":9,"by":-1,"to":8}"#]
      return try Reading(rows.joined(separator: "\n") + "\n", options: options).posts.map(\.author)
    }
    #expect(try authors(5) == [.number(7), nil, nil])
    #expect(try authors(0) == [.number(7), .number(0), nil])
  }

  @Test("A row makes each record whose condition holds, and is counted once")
  func conditions() throws {
    var mapping = Mapping(name: "chat")
    mapping.records = [
      MappedRecord(
        .posts, fields: ["id": MappedField(.column("q")), "author": MappedField(.column("asker"))],
        when: [MappedCondition(MappedField(.column("asker")))]),
      MappedRecord(
        .posts,
        fields: [
          "id": MappedField(.column("a")), "author": MappedField(.column("answerer")),
          "parent": MappedField(.column("q")),
        ],
        when: [MappedCondition(MappedField(.column("answerer")))]),
    ]
    let read = try Reading(
      "q,asker,a,answerer\nq1,ann,a1,min\nq2,bob,,\n,,,\n", options: ReadOptions(mapping: mapping))
    #expect(read.posts.map(\.isRow) == [true, false, true])
    #expect(read.posts.map(\.parent) == [nil, .text("q1"), nil])
    #expect(read.ignored == ["rows of empty cells": 1])
  }

  @Test("A row without an id is identified by its cells, whatever block it is in")
  func fingerprint() throws {
    let fields: [String: MappedField] = ["author": MappedField(.column("who"))]
    let text = "who,said\nann,hi\nbob,hi\nann,hi\n"
    let read = try Reading(text, options: posts(fields))
    #expect(read.posts[0].id == read.posts[2].id)
    #expect(read.posts[0].id != read.posts[1].id)
    let small = try Reading(text, options: posts(fields), limits: ReadLimits(blockSize: 4, blocksAtOnce: 2))
    #expect(small.posts == read.posts)
  }

  @Test("JSON: paths into objects and arrays, rows within a value")
  func json() throws {
    let fields: [String: MappedField] = [
      "id": MappedField(.path(["id"])), "author": MappedField(.path(["user", "id"])),
      "mentions": MappedField(.path(["tags", "account"])), "time": MappedField(.path(["at"])),
    ]
    let lines = """
      {"id": 9007199254740993, "user": {"id": 5}, "at": 1700000000, "tags": [{"account": "x"}, {"account": "y"}]}
      {"id": 2, "user": {}}
      """
    let read = try Reading(lines, options: posts(fields) { $0.reads = .json })
    #expect(read.posts.map(\.id) == [.number(9_007_199_254_740_993), .number(2)])
    #expect(read.posts.map(\.author) == [.number(5), nil])
    #expect(read.posts.first?.time == Timestamp(text: "2023-11-14T22:13:20Z"))
    #expect(read.interactions.map(\.target) == [.text("x"), .text("y")])
    let nested = posts(fields) {
      $0.reads = .json
      $0.items = ["data", "rows"]
    }
    let inside = try Reading(
      #"{"data": {"rows": [{"id": 1, "user": {"id": 3}}, {"user": {"id": 4}}]}}"#, options: nested)
    #expect(inside.posts.map(\.id) == [.number(1)])
    #expect(inside.rejects.map(\.reason) == ["id: expected an id, found an empty cell"])
    let elsewhere = try Reading(#"{"data": {"rows": []}} {"error": 1}"#, options: nested)
    #expect(elsewhere.ignored == ["values without rows in data.rows": 2])
  }

  @Test("What a file lacks is said by name; an optional column may be missing")
  func missing() throws {
    #expect(throws: FormatError.self) { try Reading("Who,No,When\na,1,2026\n", options: posts(Self.plain)) }
    var fields = Self.plain
    fields["parent"]?.isOptional = true
    let read = try Reading("Who,No,When\na,1,2026-01-01\n", options: posts(fields))
    #expect(read.posts.map(\.parent) == [nil])
  }

  @Test("Words that the mapping does not know are rejected, with those it knows")
  func words() throws {
    var fields = Self.plain
    fields["kind"] = MappedField(.column("When"))
    fields["kind"]?.words = ["a": "post"]
    fields["time"] = nil
    let read = try Reading("No,Who,To,When\n1,x,,b\n", options: posts(fields))
    #expect(read.rejects.map(\.reason) == ["kind: expected one of a, found “b”"])
  }

  @Test("Two mappings that read alike have one identity, and no other")
  func identity() {
    let first = posts(Self.plain) { $0.about = "one" }.mapping
    let second = posts(Self.plain) { $0.about = "two" }.mapping
    let third = posts(Self.plain) { $0.nulls = ["-"] }.mapping
    #expect(first?.identity == second?.identity)
    #expect(first?.identity != third?.identity)
  }
}
