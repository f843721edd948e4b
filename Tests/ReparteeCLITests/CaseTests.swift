import Foundation
import ReparteeTestNetworks
import Testing

/// Small inputs in the shape of public bug reports and exports, which lie beside the repository; each with what is right.
enum Cases {
  static let folder = URL(fileURLWithPath: RealData.folder).deletingLastPathComponent().appendingPathComponent("cases")
    .path
  static let areThere = FileManager.default.fileExists(atPath: folder + "/README.md")
}

@Suite("Small inputs that went wrong", .enabled(if: Cases.areThere, "the folder ../shared/cases is absent"))
struct CaseTests {
  /// Some files imported into one store, and what is right of it.
  struct Case: CustomStringConvertible, Sendable {
    var files: [String]
    var options: [String] = []
    /// Voice → reply reach, conversed, repliers.
    var voices: [String: [Int]] = [:]
    /// Rows in, kept, duplicates, ignored and rejected of all files; nil where nothing is stored.
    var ledger: [Int]?
    /// What standard error says.
    var said: [String] = []

    var description: String { files.joined(separator: " + ") }
  }

  private static let rounded = "save the id column as text"
  private static let reply = ["--kind", "reply"]

  static let channels: [Case] = [
    Case(
      files: ["01_bluesky_python_sdk_snake_case.ndjson"], voices: ["ann.example.org": [2, 1, 2]],
      ledger: [5, 5, 0, 0, 0]),
    Case(files: ["01_bluesky_same_from_api.ndjson"], voices: ["ann.example.org": [2, 1, 2]], ledger: [5, 5, 0, 0, 0]),
    Case(
      files: ["02_reddit_author_with_and_without_fullname.ndjson"], voices: ["ann": [1, 1, 1], "bob": [1, 1, 1]],
      ledger: [6, 6, 0, 0, 0]),
    Case(files: ["03_excel_scientific_ids.csv"], said: [rounded, "id:"]),
    Case(
      files: ["03_pandas_float_parent.csv"], voices: ["ann": [1, 0, 1], "bob": [1, 0, 1]], ledger: [3, 3, 0, 0, 0]),
    Case(files: ["04_ytdlp_comments_list.json"], voices: ["bperson": [2, 1, 2]], ledger: [7, 7, 0, 0, 0]),
    Case(files: ["04_ytdlp_same.info.json"], voices: ["bperson": [2, 1, 2]], ledger: [8, 8, 0, 0, 0]),
    Case(files: ["05_truthbrush_lines.ndjson"], voices: ["ann@truthsocial.com": [1, 1, 1]], ledger: [4, 4, 0, 0, 0]),
    Case(
      files: ["05_truthbrush_same_as_array.json"], voices: ["ann@truthsocial.com": [1, 1, 1]], ledger: [4, 4, 0, 0, 0]),
    Case(files: ["06_telegram_result.json"], voices: ["Ann": [2, 1, 2]], ledger: [8, 6, 0, 2, 0]),
    Case(
      files: ["06_telegram_result.json", "06_telegram_second_chat.json"], voices: ["telegram:user91": [2, 1, 2]],
      ledger: [16, 12, 0, 4, 0]),
    Case(files: ["telegram_full_result.json"], ledger: [16, 12, 0, 4, 0]),
    Case(
      files: ["06_telegram_result.json"], options: ["--mapping", "06_telegram_typo.yaml"], ledger: [8, 6, 0, 2, 0],
      said: ["reply_to_mesage_id", "date_unixtme"]),
    Case(files: ["07_instaloader_comments.json"], ledger: [3, 3, 0, 0, 0]),
    Case(
      files: ["07_instaloader_comments.json"], options: ["--mapping", "07_instaloader.yaml"], ledger: [3, 3, 0, 0, 0]),
    Case(
      files: ["09_outbox_misskey_pleroma_lemmy.json"],
      voices: [
        "mika@misskey.example": [1, 0, 1], "pia@pleroma.example": [1, 0, 1], "gus@gts.example": [1, 0, 1],
        "bob@mastodon.example": [1, 0, 1], "nia@new.example": [1, 0, 1], "lou@lemmy.example": [1, 0, 1],
      ], ledger: [11, 11, 0, 0, 0]),
    Case(
      files: ["11_4cat_x.csv"], options: ["--mapping", "4cat"],
      voices: ["bob": [1, 1, 1], "ann": [2, 0, 1], "cyn": [1, 0, 1]], ledger: [6, 6, 0, 0, 0]),
    Case(
      files: ["11_same_x_v2.jsonl"], voices: ["bob": [1, 1, 1], "ann": [2, 0, 1], "cyn": [1, 0, 1]],
      ledger: [5, 5, 0, 0, 0]),
    Case(files: ["12_4cat_raw_x.ndjson"], voices: ["ann": [0, 0, 0]], ledger: [1, 1, 0, 0, 0]),
    Case(
      files: ["13_academictwitteR_data_1.json", "13_academictwitteR_users_1.json"], voices: ["ann": [0, 0, 0]],
      ledger: [3, 2, 0, 1, 0]),
    Case(files: ["slack_2024-03-05.json"], voices: ["mira": [1, 1, 1]], ledger: [6, 5, 0, 1, 0]),
    Case(files: ["discord.json"], voices: ["user1": [1, 1, 1]], ledger: [8, 5, 0, 3, 0]),
    Case(files: ["ycd_flat.json"], voices: ["ann": [1, 1, 1]], ledger: [4, 4, 0, 0, 0]),
    Case(files: ["lemmy_comments.json"], voices: ["user1@lemmy.example": [2, 1, 2]], ledger: [4, 4, 0, 0, 0]),
    Case(files: ["github_discussion.json"], voices: ["ann": [1, 0, 1], "bob": [1, 0, 1]], ledger: [4, 4, 0, 0, 0]),
    Case(files: ["stackexchange_Posts.xml"], ledger: [2, 2, 0, 0, 0]),
    Case(
      files: ["ytdt.gdf"], options: reply, voices: ["Ann": [1, 1, 1], "Bob": [1, 1, 1]], ledger: [2, 2, 0, 0, 0]),
    Case(files: ["dump_single_json_playlist.json"], voices: ["bperson": [2, 1, 2]], ledger: [8, 8, 0, 0, 0]),
    Case(files: ["nocomments.info.json"], ledger: [1, 1, 0, 0, 0]),
    Case(files: ["instagram.info.json"], voices: ["ministry": [2, 0, 2]], ledger: [3, 3, 0, 0, 0]),
  ]

  static let scout: [Case] = [
    Case(files: ["telegram-result.json"], ledger: [2, 2, 0, 0, 0]),
    Case(files: ["jetstream-v2.jsonl"], voices: ["did:plc:aaaa1111": [1, 0, 1]], ledger: [2, 2, 0, 0, 0]),
    Case(files: ["jetstream-v2-unwrapped.jsonl"], voices: ["did:plc:aaaa1111": [1, 0, 1]], ledger: [2, 2, 0, 0, 0]),
    Case(files: ["tiktok-research-comments.json"], ledger: [2, 2, 0, 0, 0]),
    Case(files: ["zeeschuimer-tiktok-comments.ndjson"], voices: ["ada": [1, 0, 1]], ledger: [2, 2, 0, 0, 0]),
    Case(files: ["meta-content-library-comments.csv"], ledger: [2, 2, 0, 0, 0]),
    Case(files: ["instagram-post_comments_1.json"], options: ["--owner", "bo"], ledger: [1, 1, 0, 0, 0]),
    Case(files: ["instagram-post_comments_1.json"], said: ["its owner is needed", "(--owner ACCOUNT)"]),
  ]

  static let graphs: [Case] =
    [
      "float_ids_gephi.csv", "float_ids_posts.csv", "float_ids.json", "floatid.graphml", "decimal_comma_float_ids.csv",
    ].map { Case(files: [$0], options: reply, said: [rounded]) } + [
      Case(files: ["float_ids_follows.csv"], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["follow_float.txt"], options: ["--kind", "follow"], ledger: [3, 1, 0, 0, 2]),
      Case(files: ["excel_apostrophe.csv"], ledger: [2, 2, 0, 0, 0]),
      Case(files: ["pandas_posts.csv"], voices: ["ann": [2, 0, 2]], ledger: [4, 4, 0, 0, 0]),
      Case(files: ["posts.xlsx"], voices: ["ann": [2, 0, 2]], ledger: [4, 4, 0, 0, 0]),
      Case(
        files: ["posts.parquet"], voices: ["ann": [2, 0, 2]], ledger: [4, 4, 0, 0, 0],
        said: ["such as 10.0, read as whole numbers"]),
      Case(files: ["twarc_float.csv"], voices: ["ann": [0, 0, 0]], ledger: [4, 1, 0, 0, 3]),
      Case(files: ["rounded_ids_gephi.csv"], options: reply, ledger: [4, 4, 0, 0, 0], said: ["all end in zeros"]),
      Case(files: ["r_na_parent.csv"], voices: ["ann": [1, 1, 1], "cat": [1, 1, 1]], ledger: [8, 8, 0, 0, 0]),
      Case(files: ["inf_nan.csv"], options: reply, said: ["which stands for nobody"]),
      Case(
        files: ["igraph_a.graphml", "igraph_b.graphml"], options: reply,
        voices: [
          "ann": [2, 1, 2], "bea": [1, 1, 1], "cat": [0, 0, 0], "dan": [2, 1, 2], "eve": [1, 1, 1], "fay": [0, 0, 0],
        ],
        ledger: [6, 6, 0, 0, 0]),
      Case(
        files: ["latin1.gml"], options: reply, voices: ["Ann": [1, 0, 1], "Zoë": [0, 0, 0]], ledger: [1, 1, 0, 0, 0]),
      Case(files: ["gml_kind.gml"], voices: ["bea": [1, 0, 1], "ann_x": [0, 0, 0]], ledger: [2, 2, 0, 0, 0]),
      Case(
        files: ["names_beside_numbers.gexf"], options: reply,
        voices: ["Iron Fern": [2, 1, 2], "Moss Spider": [1, 1, 1]],
        ledger: [3, 3, 0, 0, 0]),
      Case(
        files: ["names_beside_numbers.json"], options: reply,
        voices: ["Iron Fern": [2, 1, 2], "Captain Cairn": [0, 0, 0]],
        ledger: [3, 3, 0, 0, 0]),
      Case(files: ["ucinet_el1.dl"], options: reply, said: ["UCINET"]),
      Case(files: ["adjlist.txt"], options: reply, said: ["what each node is tied to"]),
      Case(files: ["matrix.csv"], options: reply, said: ["matrix"]),
      Case(files: ["graph.dot"], options: reply, said: ["DOT"]),
      Case(files: ["sif_numeric.sif"], options: reply, voices: ["1": [1, 0, 1]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["sif_words.sif"], voices: ["ann": [1, 1, 1]], ledger: [4, 4, 0, 0, 0]),
      Case(files: ["gdf.gdf"], options: reply, voices: ["Site 1": [1, 1, 1]], ledger: [2, 2, 0, 0, 0]),
      Case(files: ["nx_adjacency.json"], options: reply, voices: ["b": [2, 2, 2]], ledger: [5, 5, 0, 0, 0]),
      Case(files: ["cytoscape.cyjs"], options: reply, voices: ["a": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["headerless_quoted.csv"], options: reply, voices: ["ann": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(
        files: ["headerless_decimal_comma.csv"], options: reply, voices: ["1": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["words_header.csv"], options: reply, voices: ["ann": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["words_header.tsv"], options: reply, voices: ["ann": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["at_header.csv"], options: reply, ledger: [2, 2, 0, 0, 0]),
      Case(files: ["from_to.csv"], options: reply, voices: ["ann": [1, 1, 1]], ledger: [2, 2, 0, 0, 0]),
      Case(files: ["sep_line.csv"], options: reply, voices: ["Müller": [2, 2, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["thousands.csv"], options: reply, voices: ["ann": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["undirected_nodelink.json"], options: reply, voices: ["b": [2, 2, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(
        files: ["d3v3_index.json"], options: reply, voices: ["Myriel": [2, 1, 2]], ledger: [3, 3, 0, 0, 0],
        said: ["positions"]),
      Case(files: ["parallel.gexf"], ledger: [4, 4, 0, 0, 0]),
      Case(files: ["rep_rows.csv"], voices: ["a": [2, 1, 2]], ledger: [4, 4, 0, 0, 0]),
      Case(files: ["fraction.gexf"], options: reply, voices: ["a": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["fraction.graphml"], options: reply, voices: ["a": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
      Case(files: ["dates_ambig.csv"], said: ["“time”"]),
      Case(files: ["dates_short.csv"], said: ["“time”"]),
      Case(files: ["dates_1digit.csv"], ledger: [2, 2, 0, 0, 0], said: ["day comes first"]),
      Case(files: ["dates_excel_serial.csv"], ledger: [2, 2, 0, 0, 0]),
      Case(files: ["dates_yyyymmdd.csv"], ledger: [2, 2, 0, 0, 0]),
      Case(
        files: ["nodexl_edges.csv"], options: ["--mapping", "nodexl"], voices: ["annx": [1, 1, 1]],
        ledger: [4, 4, 0, 0, 0]),
      Case(
        files: ["nodexl_floatid_iso.csv"], options: ["--mapping", "nodexl"], voices: ["annx": [1, 1, 1]],
        ledger: [4, 4, 0, 0, 0]),
      Case(files: ["nodexl.graphml"], voices: ["Ann": [1, 0, 1]], ledger: [5, 5, 0, 0, 0]),
      Case(
        files: ["4cat_zeeschuimer_x.csv"], options: ["--mapping", "4cat"], voices: ["AnnX": [2, 1, 1]],
        ledger: [5, 5, 0, 0, 0]),
      Case(
        files: ["4cat_renamed.csv"], options: ["--mapping", "4cat"], voices: ["AnnX": [2, 1, 1]],
        ledger: [5, 5, 0, 0, 0]),
      Case(
        files: ["utf16.graphml"], options: reply, voices: ["Zoë": [0, 0, 0]], ledger: [1, 1, 0, 0, 0], said: ["UTF-16"]),
      Case(
        files: ["utf16le_nobom.csv"], options: reply, voices: ["Zoë": [1, 1, 1]], ledger: [3, 3, 0, 0, 0],
        said: ["UTF-16"]),
      Case(
        files: ["excel_tab_utf16be.txt"], options: reply, voices: ["O’Hara": [1, 1, 1]], ledger: [3, 3, 0, 0, 0],
        said: ["UTF-16"]),
      Case(
        files: ["excel_semicolon_cp1252.csv"], options: reply, voices: ["Müller": [2, 2, 2]], ledger: [3, 3, 0, 0, 0],
        said: ["Windows-1252"]),
      Case(
        files: ["latin1.graphml"], options: reply, voices: ["Zoë": [0, 0, 0]], ledger: [1, 1, 0, 0, 0],
        said: ["ISO-8859-1"]),
      Case(files: ["cytoscape.graphml"], voices: ["bea": [1, 0, 1]], ledger: [2, 2, 0, 0, 0]),
      Case(files: ["pajek_relnum.net"], options: reply, voices: ["Ann": [2, 1, 2]], ledger: [3, 3, 0, 0, 0]),
    ]

  static let times: [Case] = [
    Case(files: ["ymd.csv"], voices: ["ann": [1, 1, 1]], ledger: [4, 4, 0, 0, 0], said: ["read as dates"]),
    // An hour that the clocks leave out, days that do not exist, a year of two digits, seconds.
    Case(files: ["m.csv"], options: ["--mapping", "m.yaml"], ledger: [11, 6, 0, 0, 5]),
    Case(files: ["t4.csv"], voices: ["vox": [3, 3, 3]], ledger: [12, 12, 0, 0, 0]),
    Case(files: ["t5.csv"], voices: ["vox": [5, 5, 5]], ledger: [48, 48, 0, 0, 0]),
    Case(files: ["t6.csv"], voices: ["vox": [4, 4, 4]], ledger: [12, 12, 0, 0, 0]),
    Case(files: ["t7.csv"], voices: ["vox": [40, 0, 40]], ledger: [80, 80, 0, 0, 0]),
    Case(files: ["bsky.json"], voices: ["ann.example.org": [2, 1, 2]], ledger: [7, 7, 0, 0, 0]),
  ]

  static let names: [Case] = [
    Case(files: ["rd2.ndjson"], voices: ["vox": [1, 1, 1]], ledger: [4, 4, 0, 0, 0]),
    Case(files: ["case.csv"], voices: ["vox": [4, 0, 4]], ledger: [8, 8, 0, 0, 0], said: ["accents apart"]),
  ]

  @Test("Times", arguments: times)
  func time(item: Case) throws { try check(item, in: "time") }

  @Test("Names", arguments: names)
  func name(item: Case) throws { try check(item, in: "names") }

  @Test("Channels", arguments: channels)
  func channel(item: Case) throws { try check(item, in: "channels") }

  @Test("Platforms of today", arguments: scout)
  func platform(item: Case) throws { try check(item, in: "scout") }

  @Test("Graphs and sheets", arguments: graphs)
  func graph(item: Case) throws { try check(item, in: "graphs") }

  private func check(_ item: Case, in folder: String) throws {
    let command = try Command()
    let files = item.files.map { Cases.folder + "/\(folder)/" + $0 }
    let options = item.options.map { $0.hasSuffix(".yaml") ? Cases.folder + "/\(folder)/" + $0 : $0 }
    let outcome = try command.run(["import"] + files + ["--into", "case.repartee"] + options)
    for said in item.said { #expect(outcome.errors.contains(said), "\(outcome.errors)") }
    guard let ledger = item.ledger else {
      #expect(outcome.status != 0 && command.bytes("case.repartee") == nil)
      return
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
    let numbers = outcome.errorLines.last { $0.contains(" rows in = ") }?.matches(
      of: /(\d+) (rows in|kept|duplicates|ignored|rejected)/
    )
    .map { Int($0.1) ?? -1 }
    #expect(numbers == ledger, "\(outcome.errors)")
    let table = try command.run("score", "case.repartee", "--output-format", "csv").output.split(separator: "\n")
    let header = table.first?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
    func place(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }
    let columns = try ["voice", "reply_reach", "conversed", "repliers"].map(place)
    let answered = try place("reciprocated")
    var found: [String: [Int]] = [:]
    for row in table.dropFirst() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      // Where replies have no times nothing says who came back, and those who were answered stand for them here.
      if cells[columns[2]].isEmpty { #expect(cells.contains("arcs"), "\(row)") }
      found[cells[columns[0]]] = columns.dropFirst().map { Int(cells[$0]) ?? Int(cells[answered]) ?? -1 }
    }
    for (voice, values) in item.voices { #expect(found[voice] == values, "\(voice): \(found)") }
  }

  @Test("What init proposes puts the follows on x, and follows that meet nobody are a warning")
  func initFollows() throws {
    let command = try Command()
    for name in ["posts.csv", "follows.txt"] {
      try command.file(name, try Data(contentsOf: URL(fileURLWithPath: Cases.folder + "/analyst/init-follows/" + name)))
    }
    #expect(try command.run("init", ".").status == 0)
    let job = String(decoding: try #require(command.bytes("job.yaml")), as: UTF8.self)
    #expect(job.contains("{file: follows.txt, kind: follow, platform: x}"))
    try command.run("import", "posts.csv", "--into", "s.repartee")
    let outcome = try command.run("import", "follows.txt", "--kind", "follow", "--into", "s.repartee")
    #expect(outcome.errors.contains("warning: none of those who follow or are followed posts anything"))
    try command.run("import", "follows.txt", "--kind", "follow", "--platform", "twitter", "--into", "t.repartee")
    #expect(try !command.run("import", "posts.csv", "--into", "t.repartee").errors.contains("warning"))
  }
}
