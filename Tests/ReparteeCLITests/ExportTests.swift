import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("export")
struct ExportTests {
  /// Three accounts with hostile handles, and an edge of every kind.
  private func command() throws -> Command {
    let command = try Command()
    try command.file(
      "posts.csv",
      "id,author,parent,time,handle\n1,1,,1700000000,\"=a\"\"<&>\"\n2,2,1,1700000060,b\\\n"
        + "3,1,2,1700000120,\n4,2,3,1700000180,\n5,9,77,1700000240,\"c, d\"\n")
    try command.file(
      "interactions.csv",
      "kind,actor,target,time,count\nmention,1,2,1700000009,3\nrepost,2,1,1700000009,1\n"
        + "quote,2,9,1700000009,2\nreply,9,1,1700000009,4\nmention,1,2,1700000010,1\n")
    try command.file("follows.csv", "follower,followed\n1,2\n9,1\n")
    let outcome = try command.run(
      "import", "posts.csv", "interactions.csv", "follows.csv", "--into", "s.repartee", "--quiet")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return command
  }

  private let edges: Set = [
    "1,2,Directed,follow,1,local", "9,1,Directed,follow,1,local", "1,2,Directed,reply,1,local",
    "2,1,Directed,reply,2,local",
    "9,1,Directed,reply,4,local", "1,2,Directed,mention,4,local", "2,1,Directed,repost,1,local",
    "2,9,Directed,quote,2,local",
  ]

  @Test("CSV is a pair of tables, edges of every kind with their weights, texts exact where that is asked for")
  func tables() throws {
    let command = try command()
    let outcome = try command.run("export", "s.repartee", "--output", "n.csv", "--exact")
    #expect(outcome.status == 0 && outcome.errors.contains("n.csv: 3 nodes and 8 edges"), "\(outcome.errors)")
    let lines = String(decoding: command.bytes("n.csv") ?? Data(), as: UTF8.self).split(separator: "\n").map(
      String.init)
    #expect(lines[0] == "Source,Target,Type,Kind,Weight,Platform" && Set(lines.dropFirst()) == edges)
    let nodes = String(decoding: command.bytes("n-nodes.csv") ?? Data(), as: UTF8.self)
    #expect(nodes.contains("1,\"=a\"\"<&>\",local,\"=a\"\"<&>\",,unknown,,\n") && nodes.contains("9,\"c, d\""))
    // Else no cell is a formula to a spreadsheet.
    #expect(try command.run("export", "s.repartee", "--output", "g.csv", "--quiet").status == 0)
    #expect(command.bytes("g.csv") == command.bytes("n.csv"))
    let guarded = String(decoding: command.bytes("g-nodes.csv") ?? Data(), as: UTF8.self)
    #expect(guarded.contains("1,\"'=a\"\"<&>\",local,\"'=a\"\"<&>\",,unknown,,\n"))
  }

  @Test("All tables, read back, give the same figures", arguments: ["parquet", "csv"])
  func allTables(format: String) throws {
    let command = try command()
    try command.file(
      "roster.csv",
      "id,kind,organisation,voice,from\n1,person,A,Ann,2023-01-01\n9,person,B,Ann,\n2,channel,\"C, D\",,\n")
    try command.file(
      "tags.csv",
      "id,author,parent,time,conversation,platform,hashtags,links\n"
        + "8,7,12,1700000300,12,forum,one two,https://a.example/x\n9,6,8,1700000360,12,forum,,\n")
    for file in ["roster.csv", "tags.csv"] {
      let read = try command.run("import", file, "--into", "s.repartee", "--text", "hashtags,domains")
      #expect(read.status == 0, "\(read.errors)")
    }
    let written = try command.run("export", "s.repartee", "--tables", "all", "--table-format", format, "--exact")
    #expect(written.status == 0 && written.errors.contains("all/posts.\(format): 7 rows"), "\(written.errors)")
    let read = try command.run("import", "all", "--into", "t.repartee", "--text", "hashtags,domains")
    #expect(read.status == 0 && read.errors.contains("0 rejected"), "\(read.errors)")
    for question in [
      ["score"], ["conversations"], ["network"], ["score", "--columns", "+reply_rank,+betweenness"],
    ] {
      let figures = try ["s.repartee", "t.repartee"].map { store in
        try command.run([question[0], store] + question.dropFirst() + ["--output-format", "csv"]).output
      }
      #expect(!figures[0].isEmpty && figures[0] == figures[1], "\(question)")
    }
    let again = try command.run("export", "t.repartee", "--tables", "again", "--table-format", format, "--exact")
    #expect(again.status == 0)
    for table in ["accounts", "posts", "interactions", "follows", "roster"] {
      #expect(command.bytes("all/\(table).\(format)") == command.bytes("again/\(table).\(format)"), "\(table)")
    }
  }

  @Test("Tables go into a folder, and nowhere else")
  func tablesRefused() throws {
    let command = try command()
    for arguments in [
      ["--tables", "posts.csv"], ["--tables", "no/such/folder"], [], ["--tables", "a", "--output", "a.csv"],
    ] {
      let outcome = try command.run(["export", "s.repartee"] + arguments)
      #expect(outcome.status != 0 && !outcome.errors.isEmpty, "\(arguments)")
    }
  }

  @Test(
    "A graph read back is the same network",
    arguments: [("json", "node-link-json"), ("graphml", "graphml"), ("gexf", "gexf"), ("csv", "gephi-csv")])
  func roundTrip(ending: String, format: String) throws {
    let command = try command()
    try command.run("export", "s.repartee", "--output", "n.\(ending)", "--exact", "--quiet")
    let read = try command.run("import", "n.\(ending)", "--into", "t.repartee")
    #expect(read.status == 0 && read.errors.contains(format), "\(read.errors)")
    try command.run("export", "t.repartee", "--output", "m.\(ending)", "--exact", "--quiet")
    try command.run("export", "t.repartee", "--output", "m.csv", "--quiet")
    let lines = String(decoding: command.bytes("m.csv") ?? Data(), as: UTF8.self).split(separator: "\n").map(
      String.init)
    #expect(Set(lines.dropFirst()) == edges)
    #expect(command.bytes("m.\(ending)") == command.bytes("n.\(ending)"))
  }

  @Test(
    "GraphML, GEXF and DOT hold every node and edge, and XML is well-formed", arguments: ["graphml", "gexf", "dot"])
  func text(ending: String) throws {
    let command = try command()
    #expect(try command.run("export", "s.repartee", "--output", "n." + ending, "--quiet").status == 0)
    let bytes = try #require(command.bytes("n." + ending))
    let text = String(decoding: bytes, as: UTF8.self)
    if ending == "dot" {
      #expect(text.components(separatedBy: " -> ").count == 9 && text.contains("label=\"=a\\\"<&amp;>\""))
      #expect(text.contains("label=\"b\\\\\""))
    } else {
      #expect(text.components(separatedBy: "<edge ").count == 9 && text.contains("=a&quot;&lt;&amp;&gt;"))
      #expect(XMLParser(data: bytes).parse())
    }
  }

  @Test("The pair of tables read back loses nothing: platforms, names, kinds, organisations, counts of followers")
  func tablesReadBack() throws {
    let command = try Command()
    try command.file(
      "posts.csv",
      "id,author,parent,time,platform,handle,name\n1,10,,1767600000,x,Fern,Iron Fern\n2,21,1,1767600060,x,Ada,\n"
        + "5,30,,1767600120,bluesky,,Moss\n6,31,5,1767600180,bluesky,z.example,\n")
    try command.file(
      "roster.csv",
      "platform,id,kind,organisation,followers\nx,10,channel,\"Dept, of Ferns\",37221\nx,21,person,,\n")
    try command.run("import", "posts.csv", "--into", "s.repartee", "--quiet")
    try command.run("tag", "roster.csv", "--into", "s.repartee", "--quiet")
    try command.run("export", "s.repartee", "--output", "n.csv", "--quiet")
    let read = try command.run("import", "n.csv", "n-nodes.csv", "--into", "t.repartee")
    #expect(read.status == 0 && read.errors.contains("nodes-csv"), "\(read.errors)")
    try command.run("export", "t.repartee", "--output", "m.csv", "--quiet")
    #expect(command.bytes("m.csv") == command.bytes("n.csv") && command.bytes("n.csv") != nil)
    #expect(command.bytes("m-nodes.csv") == command.bytes("n-nodes.csv"))
    let nodes = String(decoding: command.bytes("m-nodes.csv") ?? Data(), as: UTF8.self)
    #expect(nodes.contains("x:10,Fern,x,Fern,Iron Fern,channel,\"Dept, of Ferns\",37221\n"), "\(nodes)")
  }

  @Test("An unknown ending is refused with the known ones")
  func unknown() throws {
    let command = try command()
    let outcome = try command.run("export", "s.repartee", "--output", "n.xlsx")
    #expect(outcome.status == 64 && outcome.errors.contains(".graphml, .gexf, .json, .csv, .dot"))
  }
}
