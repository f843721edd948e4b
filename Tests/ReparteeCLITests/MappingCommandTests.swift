import Foundation
import Testing

@Suite("Mapping files, and the ones that are shipped")
struct MappingCommandTests {
  /// One conversation as four tools would export it: Bob answers Ann and mentions Carol, who repeats Ann's post.
  private static let exports: [(name: String, text: String)] = [
    (
      "4cat",
      """
      id,thread_id,timestamp,body,author,author_fullname,is_retweet,retweeted_user,quoted_user,replied_user,mentions
      11,11,2026-03-02 10:00:00,hello,Ann,Ann A,no,,,,
      12,11,2026-03-02 10:01:00,yes,Bob,B,no,,,,"Carol"
      13,13,2026-03-02 10:02:00,RT,Carol,C,yes,Ann,,,
      """
    ),
    (
      "brandwatch",
      """
      Report:,Bulk Mentions Download
      Brand:,Housing

      Query Id,Date,Url,Author,Full Name,Twitter Reply to,Twitter Retweet of,Mentioned Authors
      1,2026-03-02 10:00:00.0,http://twitter.com/Ann/statuses/11,Ann,Ann A,,,
      1,2026-03-02 10:01:00.0,http://twitter.com/Bob/statuses/12,Bob,B,http://twitter.com/Ann/statuses/11,,@carol
      1,2026-03-02 10:02:00.0,http://twitter.com/Carol/statuses/13,Carol,C,,http://twitter.com/Ann/statuses/11,
      """
    ),
    (
      "nodexl",
      """
      ,,Visual,,,
      Vertex 1,Vertex 2,Relationship,Relationship Date (UTC),Imported ID,In-Reply-To Tweet ID
      Ann,Ann,Tweet,2026-03-02 10:00:00,11,
      Bob,Ann,Replies to,2026-03-02 10:01:00,12,11
      Bob,Carol,Mentions,2026-03-02 10:01:00,12,11
      Carol,Ann,Retweet,2026-03-02 10:02:00,13,
      """
    ),
  ]

  @Test("The same conversation out of several tools makes the same edges", arguments: exports.map(\.name))
  func sameEdges(name: String) throws {
    let command = try Command()
    let text = try #require(Self.exports.first { $0.name == name }?.text)
    try command.file("export.csv", text)
    let done = try command.run("import", "export.csv", "--mapping", name, "--into", "s.repartee")
    #expect(done.status == 0, "\(done.errors)")
    #expect(try command.run("export", "s.repartee", "--output", "graph.csv", "--quiet").status == 0)
    let edges = String(decoding: command.bytes("graph.csv") ?? Data(), as: UTF8.self)
    let kinds = edges.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").prefix(3).joined(separator: " ")
    }
    #expect(Set(kinds).count == 3 && kinds.count == 3, "\(edges)")
    for kind in ["reply", "mention", "repost"] { #expect(edges.contains(kind), "\(edges)") }
  }

  @Test("Every shipped mapping is read without a mistake, and those without a real sample say so")
  func shipped() throws {
    let command = try Command()
    let list = try command.run("formats", "--output-format", "csv")
    for name in [
      "4cat", "4cat-telegram", "brandwatch", "communalytic", "crowdtangle", "meltwater", "nodexl", "youtube-data-tools",
    ] {
      let line = list.output.split(separator: "\n").first { $0.hasPrefix(name + ",import --mapping") }
      #expect(line?.contains("(unverified)") == true, "\(list.output)")
    }
    for name in ["soundcloud", "webchat"] {
      let line = list.output.split(separator: "\n").first { $0.hasPrefix(name + ",import --mapping") }
      #expect(line?.contains("(unverified)") == false, "\(list.output)")
    }
  }

  @Test("A webchat's rows are a question and its answer")
  func webchat() throws {
    let command = try Command()
    try command.file(
      "chat.csv",
      """
      number,asker,asked,answerer,answered,in reply to
      1,Ann,2026-03-02T10:00:00Z,Minister,2026-03-02T10:02:00Z,
      2,Bob,2026-03-02T10:03:00Z,Minister,2026-03-02T10:05:00Z,
      3,Ann,2026-03-02T10:06:00Z,,,1
      """)
    #expect(try command.run("import", "chat.csv", "--mapping", "webchat", "--into", "s.repartee").status == 0)
    let score = try command.run("score", "s.repartee", "--output-format", "csv")
    let rows = score.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = try #require(rows.first)
    let minister = try #require(rows.first { $0.contains("Minister") })
    // Ann came back after an answer; nobody else wrote below one.
    #expect(minister[try #require(header.firstIndex(of: "reply_reach"))] == "1", "\(score.output)")
    #expect(minister[try #require(header.firstIndex(of: "posts"))] == "2")
  }

  @Test(
    "A sheet's answers find what they answer, in each chat its own",
    arguments: [
      (
        "4cat-telegram",
        """
        id,thread_id,chat,author,author_username,author_name,body,reply_to,timestamp,unix_timestamp
        1,housing,housing,,,,news,,2026-03-02 10:00:00,1772445600
        2,housing,housing,71,ann,Ann,ask,1,2026-03-02 10:01:00,1772445660
        3,housing,housing,72,ben,Ben,too,1,2026-03-02 10:02:00,1772445720
        1,water,water,73,cat,Cat,else,,2026-03-02 10:00:00,1772445600
        water-2,water,water,71,ann,Ann,ask,1,2026-03-02 10:01:00,1772445660
        """, ["housing", "2"], ["cat", "1"]
      ),
      (
        "youtube-data-tools",
        """
        id,replyCount,likeCount,publishedAt,authorName,text,authorChannelId,authorChannelUrl,isReply,isReplyTo,isReplyToName
        Ug1,2,0,2026-03-02T10:00:00Z,@ann,question,UCann,http://www.youtube.com/@ann,0,,
        Ug1.9a,,0,2026-03-02T10:01:00Z,@ben,answer,UCben,http://www.youtube.com/@ben,1,Ug1,@ann
        Ug1.9b,,0,2026-03-02T10:02:00Z,@cat,answer,UCcat,http://www.youtube.com/@cat,1,Ug1,@ann
        Ug2,1,0,2026-03-02T10:03:00Z,@ben,remark,UCben,http://www.youtube.com/@ben,0,,
        Ug2.9a,,0,2026-03-02T10:04:00Z,@ann,answer,UCann,http://www.youtube.com/@ann,1,Ug2,@ben
        """, ["ann", "2"], ["ben", "1"]
      ),
    ])
  func answers(name: String, text: String, first: [String], second: [String]) throws {
    let command = try Command()
    try command.file("export.csv", text)
    let done = try command.run("import", "export.csv", "--mapping", name, "--into", "s.repartee")
    #expect(done.status == 0 && done.errors.contains("5 rows in = 5 kept"), "\(done.errors)")
    let score = try command.run("score", "s.repartee", "--output-format", "csv")
    let rows = score.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = try #require(rows.first)
    let reach = try #require(header.firstIndex(of: "reply_reach"))
    for expected in [first, second] {
      #expect(rows.contains { $0.contains(Substring(expected[0])) && $0[reach] == expected[1] }, "\(score.output)")
    }
    // A sheet of one of these kinds is recognised.
    let draft = try command.run("inspect", "export.csv")
    #expect((draft.output + draft.errors).contains(name), "\(draft.output)\(draft.errors)")
  }

  @Test(
    "A mistake in a mapping is said with its line and the nearest right word",
    arguments: [
      ("posts:\n  auther: who\n", "line 2, column 3", "author"),
      ("reads: sheets\nposts: {author: who}\n", "line 1", "sheet"),
      ("posts: {id: no}\n", "line 1", "author"),
      ("posts: {author: {path: a.b}}\n", "line 1", "column"),
      ("reads: json\nposts: {author: a}\n", "line 2", "id"),
      ("zone: Europe/Lundun\nposts: {author: a}\n", "line 1", "Europe/London"),
      ("delimiter: ab\nposts: {author: a}\n", "line 1", "tab"),
      ("quote: both\nposts: {author: a}\n", "line 1", "single"),
      ("posts: {author: a}\nescape: slash\n", "line 2", "backslash"),
      ("delimiter: \"'\"\nquote: single\nposts: {author: a}\n", "line 1", "too"),
      ("name: x\n", "line 1", "posts, interactions, follows or accounts"),
      ("interactions: {kind: {column: k, words: {RT: retweet}}, actor: a, target: b}\n", "line 1", "repost"),
      ("posts: {author: a}\nfollows: {follower: a, followed: b}\n", "line 2", "alone"),
    ])
  func mistakes(yaml: String, place: String, word: String) throws {
    let command = try Command()
    try command.file("m.yaml", yaml)
    try command.file("f.csv", "who,no\na,1\n")
    let result = try command.run("import", "f.csv", "--mapping", "m.yaml", "--into", "s.repartee")
    #expect(result.status != 0)
    #expect(result.errors.contains("m.yaml, " + place), "\(result.errors)")
    #expect(result.errors.contains(word), "\(result.errors)")
    #expect(command.bytes("s.repartee") == nil)
  }

  @Test("A table as a database dumps it: tabs, no quotes, escapes, and \\N for nothing")
  func dump() throws {
    let command = try Command()
    try command.file(
      "dump.yaml",
      "header: no\ndelimiter: tab\nquote: none\nescape: backslash\nplatform: forum\n"
        + "posts: {id: 1, author: 2, parent: 3, name: 4}\n")
    try command.file("dump.tsv", "1\tann\t\\N\tAnn\\\tof\\\nBath\n2\tbob\t1\t\"Bob\n")
    #expect(try command.run("import", "dump.tsv", "--mapping", "dump.yaml", "--into", "s.repartee").status == 0)
    let scores = try command.run("score", "s.repartee", "--output-format", "csv")
    // Without a handle an account is called by its name, here without what a terminal would obey.
    #expect(scores.output.contains("AnnofBath,unknown,,0,,,1,"), "\(scores.output)")
    let sources = try command.run("sources", "s.repartee")
    #expect(sources.output.contains("2"), "\(sources.output)")
  }

  @Test("A draft looks through the types that exports of MongoDB write around values")
  func draftOfTypedValues() throws {
    let command = try Command()
    let rows = (0..<5).map { row in
      let parent = row == 0 ? "null" : #"{"$oid":"65a\#(row - 1)"}"#
      return #"{"_id":{"$oid":"65a\#(row)"},"user_id":{"$numberLong":"10\#(row % 3)"},"parent_id":\#(parent),"#
        + #""created_at":{"$date":"2026-01-05T10:0\#(row):00Z"}}"#
    }
    try command.file("dump.jsonl", rows.joined(separator: "\n") + "\n")
    let draft = try command.run("inspect", "dump.jsonl").output
    #expect(draft.contains("author: 'user_id.$numberLong'"), "\(draft)")
    try command.file("dump.yaml", draft)
    let outcome = try command.run("import", "dump.jsonl", "--mapping", "dump.yaml", "--into", "s.repartee")
    #expect(outcome.status == 0 && outcome.errors.contains("5 rows in = 5 kept"), "\(outcome.errors)")
  }

  @Test("A file of which no row is kept is warned of")
  func nothingKept() throws {
    let command = try Command()
    try command.file(
      "likes.json", #"{"likes":[{"actor":{"did":"did:plc:ann"}}],"uri":"at://did:plc:ben/app.bsky.feed.post/1"}"#)
    let outcome = try command.run("import", "likes.json", "--into", "s.repartee")
    #expect(outcome.status == 0 && outcome.errors.contains("warning: none of its rows is kept"), "\(outcome.errors)")
  }

  @Test("A draft takes neither the conversation nor a count for the parent")
  func draftOfAParent() throws {
    let command = try Command()
    let rows = (1...6).map { number in
      #"{"id":\#(number),"author":"p\#(number % 3)","conversationId":\#(number < 4 ? 1 : 4),"replies":\#(number % 3),"#
        + #""inReplyToTweetId":\#(number == 1 ? "null" : "\(number - 1)"),"date":"2024-01-03T10:0\#(number):00Z"}"#
    }
    try command.file("tweets.jsonl", rows.joined(separator: "\n") + "\n")
    #expect(try command.run("inspect", "tweets.jsonl").output.contains("  parent: {path: inReplyToTweetId"))
    try command.file(
      "flat.jsonl", rows.map { $0.replacing("inReplyToTweetId", with: "other") }.joined(separator: "\n") + "\n")
    let flat = try command.run("inspect", "flat.jsonl").output
    #expect(!flat.contains("parent: {path: conversationId") && !flat.contains("parent: {path: replies"), "\(flat)")
  }

  @Test("A draft takes no list for an id, no name for a handle, and finds ids behind what is before them")
  func draftByValues() throws {
    let command = try Command()
    try command.file(
      "tool.csv",
      "id,user_id,username,created_at,mentions,reply_to\n2,12,bea,2021-01-01 11:00:00 UTC,[],\"[{'id': '11'}]\"\n"
        + "1,11,ann,2021-01-01 10:00:00 UTC,[],[]\n")
    let tool = try command.run("inspect", "tool.csv").output
    #expect(tool.contains("  # parent: …") && !tool.contains("  mentions:"), "\(tool)")
    try command.file(
      "notes.json",
      #"[{"id":"9a1","createdAt":"2024-01-01T10:00:00.000Z","userId":"u1","user":{"name":"Ann","username":"ann"}},"#
        + #"{"id":"9a2","createdAt":"2024-01-01T11:00:00.000Z","userId":"u2","user":{"name":"Bea","username":"bea"},"replyId":"9a1"}]"#
    )
    let notes = try command.run("inspect", "notes.json").output
    #expect(notes.contains("handle: {path: user.username") && notes.contains("name: {path: user.name"), "\(notes)")
    let rows = (1...5).map { "k\($0),p\($0 % 2),msg_k\($0 - 1),2024-01-03T10:0\($0):00Z" }
    try command.file("chat.csv", "key,writer,re_parent,at\n" + rows.joined(separator: "\n") + "\n")
    let chat = try command.run("inspect", "chat.csv").output
    #expect(chat.contains("  parent: {column: re_parent, after: _}"), "\(chat)")
    try command.file("chat.yaml", chat)
    let read = try command.run("import", "chat.csv", "--mapping", "chat.yaml", "--into", "s.repartee")
    #expect(read.status == 0 && !read.errors.contains("no parent of this file"), "\(read.errors)")
    try command.file("tool2.csv", "id,thread_id,author,body,in_reply_to_id\n1,1,ann,x,\n2,1,bea,x,1\n")
    #expect(try command.run("inspect", "tool2.csv").errors.contains("parent=in_reply_to_id"))
  }

  @Test("inspect writes a mapping to start from, which reads the file")
  func draft() throws {
    let command = try Command()
    try command.file(
      "home.csv", "Message No;Sent by;Sent at;Answers;Text\n1;Ann;2026-03-02;;hi\n2;Bob;2026-03-03;1;yes\n")
    let found = try command.run("inspect", "home.csv")
    #expect(found.status != 0)
    #expect(found.errors.contains("--mapping"))
    try command.file("m.yaml", found.output)
    let read = try command.run("inspect", "home.csv", "--mapping", "m.yaml")
    #expect(read.status == 0, "\(read.errors)")
    #expect(read.output.contains("2 rows = 2 read + 0 ignored + 0 rejected"), "\(read.output)")
    #expect(read.output.contains("reply"))
  }

  @Test("A hostile header cannot write into the draft")
  func hostileDraft() throws {
    let command = try Command()
    try command.file("home.csv", "author: x} #,\"who\nposts: {evil: 1}\",Sent by\na,b,c\n")
    let found = try command.run("inspect", "home.csv")
    try command.file("m.yaml", found.output)
    let read = try command.run("inspect", "home.csv", "--mapping", "m.yaml")
    #expect(read.status == 0, "\(found.output)\(read.errors)")
  }

  @Test("A job's source names its mapping, shipped or beside it; another mapping is another source")
  func job() throws {
    let command = try Command()
    try command.file("chat.csv", "asker,line\nann,1\n")
    try command.file("m.yaml", "posts: {id: line, author: asker}\n")
    try command.file(
      "job.yaml", "store: s.repartee\nsources:\n  - {file: chat.csv, mapping: m.yaml}\noutputs: {csv: r.csv}\n")
    let first = try command.run("run", "job.yaml")
    #expect(first.status == 0, "\(first.errors)")
    let again = try command.run("import", "chat.csv", "--mapping", "m.yaml", "--into", "s.repartee")
    #expect(again.errors.contains("already"), "\(again.errors)")
    try command.file("m.yaml", "posts: {id: {column: line, prefix: p}, author: asker}\n")
    let other = try command.run("import", "chat.csv", "--mapping", "m.yaml", "--into", "s.repartee")
    #expect(!other.errors.contains("already"), "\(other.errors)")
  }
}
