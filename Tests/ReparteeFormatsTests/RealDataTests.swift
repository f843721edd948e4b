import Foundation
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeFormats

@Suite(
  "Real files", .enabled(if: RealData.isThere, "the folder ../shared/data is absent (or REPARTEE_DATA names another)"))
struct RealDataTests {
  @Test("Higgs activity: 563,069 rows of three kinds")
  func higgs() throws {
    let reading = try Reading(path: RealData.folder + "/higgs/higgs-activity_time.txt.gz")
    #expect(reading.format == "higgs-activity")
    #expect(reading.rows == 563_069)
    #expect(reading.interactions.count { $0.kind == .repost } == 354_930)
    #expect(reading.interactions.count { $0.kind == .mention } == 171_237)
    #expect(reading.interactions.count { $0.kind == .reply } == 36_902)
  }

  @Test("A KONECT follow list: 834,797 edges")
  func follows() throws {
    let path = RealData.folder + "/icwsm/follows.txt.gz"
    let reading = try Reading(path: path, options: ReadOptions(kind: .follow))
    #expect(reading.follows.count == 834_797)
    #expect(reading.rejects.isEmpty)
    #expect(throws: FormatError.self) { try FileReader(path: path) }
  }

  @Test("Tweets of two collections: each row is a post or a retweet", arguments: ["charliehebdo", "ferguson"])
  func tweets(collection: String) throws {
    let folder = RealData.folder + "/pheme/" + collection
    let tweets = try Reading(path: folder + "/tweets.jsonl.gz")
    #expect(tweets.format == "x-v1")
    #expect(tweets.rejects.isEmpty)
    #expect(tweets.posts.count { $0.isRow } == tweets.lines)
    #expect(tweets.posts.contains { $0.kind == .reply })
    let retweets = try Reading(path: folder + "/retweets.jsonl.gz")
    #expect(retweets.rejects.isEmpty)
    #expect(retweets.interactions.count { $0.isRow && $0.kind == .repost } == retweets.lines)
  }

  @Test("Samples of API v1.1; activity streams are another format")
  func samples() throws {
    let folder = RealData.folder + "/formats/x_v1_twarc1/"
    for (name, rows) in [
      ("twut_10-sample.jsonl", 10), ("twut_100-sample.jsonl", 100), ("tweet_parser_public_api_sample.json", 20),
      ("tweet_parser_original_format_examples.json", 25),
    ] {
      let reading = try Reading(path: folder + name)
      #expect(reading.rows == rows)
      #expect(reading.rejects.isEmpty)
    }
    #expect(throws: FormatError.self) { try FileReader(path: folder + "tweet_parser_activity_streams_examples.json") }
  }

  @Test("Pages of API v2 and the same tweets flattened make the same posts, interactions and accounts")
  func flattened() throws {
    let folder = RealData.folder + "/formats/x_v2_twarc2/"
    let (page, flat) = try (Reading(path: folder + "noflat.jsonl"), Reading(path: folder + "flat.jsonl"))
    func rows(_ reading: Reading) -> [Set<String>] {
      [
        Set(reading.posts.map { "\($0)" }), Set(reading.interactions.map { "\($0)" }),
        Set(reading.accounts.map { "\($0)" }),
      ]
    }
    #expect(page.rows == 100 && flat.rows == 100)
    #expect(page.rejects.isEmpty && flat.rejects.isEmpty)
    #expect(rows(page) == rows(flat))
    #expect(try Reading(path: folder + "noflat.jsonl.gz").posts == page.posts)
  }

  @Test("The same tweets as CSV make the same posts and interactions, as far as the columns of a CSV carry them")
  func sheets() throws {
    let folder = RealData.folder + "/formats/"
    let page = try Reading(path: folder + "x_v2_twarc2/noflat.jsonl")
    let sheet = try Reading(path: folder + "twarc_csv/noflat_default.csv")
    let inline = try Reading(path: folder + "twarc_csv/noflat_inline.csv")
    #expect(sheet.format == "twarc-csv" && inline.format == "twarc-csv")
    #expect(sheet.rows == 100 && inline.rows == 164)
    #expect(sheet.rejects.isEmpty && inline.rejects.isEmpty)
    // A CSV cannot know: which tweets another one carries (they are missing, or rows like any other); the ids of those
    // mentioned, which are there by handle alone; accounts that wrote nothing, save for their handles.
    func posts(_ posts: [PostRecord]) -> Set<String> {
      Set(
        posts.map {
          "\($0.id) \($0.author as Any) \($0.parent as Any) \($0.parentAuthor as Any) "
            + "\($0.conversation as Any) \($0.time as Any) \($0.kind)"
        })
    }
    #expect(posts(sheet.posts) == posts(page.posts.filter(\.isRow)))
    #expect(posts(inline.posts) == posts(page.posts))
    func acts(_ reading: Reading, by rows: Set<ExternalID>? = nil) -> Set<String> {
      Set(
        reading.interactions.filter { act in
          act.kind != .mention
            && (rows == nil || act.kind == .repost || act.post.map { rows?.contains($0) == true } == true)
        }.map { "\($0)" })
    }
    #expect(acts(sheet) == acts(page, by: Set(page.posts.filter(\.isRow).map(\.id))))
    #expect(acts(inline) == acts(page))
    func mentions(_ reading: Reading) -> Set<String> {
      Set(reading.interactions.filter { $0.kind == .mention }.map { "\($0)" })
    }
    #expect(mentions(inline).isSubset(of: mentions(page)))
    for (name, rows) in [("small_sample.csv", 4), ("users.csv", 91)] {
      let reading = try Reading(path: folder + "twarc_csv/" + name)
      #expect(reading.rows == rows && reading.rejects.isEmpty, "\(name)")
    }
  }

  @Test("An X archive: every tweet and follow is read, or ignored with a reason")
  func archive() throws {
    let folder = RealData.folder + "/formats/twitter_archive/"
    let owner = ReadOptions(owner: "10")
    let tweets = try Reading(path: folder + "tweets.js", options: owner)
    #expect(tweets.format == "x-archive" && tweets.rejects.isEmpty && tweets.ignored.isEmpty)
    #expect(tweets.posts.count == 1630 && tweets.posts.count { $0.kind == .reply } == 160)
    #expect(tweets.interactions.count { $0.kind == .repost } == 128)
    #expect(try Reading(path: folder + "follower_excerpt.js", options: owner).follows.count == 4)
    let following = try Reading(path: folder + "following.js", options: owner)
    #expect(following.rejects.isEmpty && following.follows.allSatisfy { $0.follower == .number(10) })
  }

  @Test("A Gephi edge table, whose blanks after commas belong to no name")
  func gephi() throws {
    let path = RealData.folder + "/formats/gephi_csv/tweepygephi_Bieber_edges.csv"
    let reading = try Reading(path: path, options: ReadOptions(kind: .mention))
    #expect(reading.format == "gephi-csv" && reading.rejects.isEmpty)
    #expect(reading.interactions.count == reading.lines - 1)
    #expect(throws: FormatError.self) { try FileReader(path: path) }
  }

  @Test("Samples of Bluesky's API and of Jetstream: every row is read or ignored")
  func bluesky() throws {
    let folder = RealData.folder + "/formats/bluesky/"
    for (name, rows, ignored) in [
      ("bskyr_f_feedfeed.json", 7, 0), ("bskyr_f_getquotes.json", 2, 0), ("bskyr_f_postthread.json", 1, 0),
      ("bskyr_f_reposts.json", 1, 0), ("bskyr_f_search.json", 25, 0), ("bskyr_g_followers.json", 48, 0),
      ("bskyr_g_follows.json", 48, 0), ("bskyr_r_listrcd.json", 50, 0), ("bskyr_r_post_quote_reply_2.json", 1, 0),
      ("jetstream_jsonbench_rows.ndjson", 5, 2), ("marshalx_feed_record.json", 1, 1),
      ("marshalx_thread_view_post_with_embed_media.json", 1, 0), ("reveal_getPostThread-simple.response.json", 2, 0),
    ] {
      let reading = try Reading(path: folder + name)
      #expect(reading.rows == rows && reading.rejects.isEmpty, "\(name)")
      #expect(reading.ignored.values.reduce(0, +) == ignored, "\(name)")
    }
  }

  @Test("Samples of YouTube, Reddit and Discourse: every row is read, or ignored with a reason")
  func videosAndForums() throws {
    let folder = RealData.folder + "/formats/"
    for name in try ["youtube", "reddit", "discourse"].flatMap({ platform in
      try FileManager.default.contentsOfDirectory(atPath: folder + platform).map { platform + "/" + $0 }
    }) {
      // An account alone is of no known format.
      if name == "discourse/user.json" { continue }
      let reading = try Reading(path: folder + name)
      #expect(reading.rows > 0 && reading.rejects.isEmpty, "\(name)")
      let reasons = ["placeholders for comments that were not loaded", "what the software itself wrote"]
      #expect(Set(reading.ignored.keys).isSubset(of: reasons), "\(name)")
    }
    #expect(try Reading(path: folder + "reddit/graw_more.json").rows == 61)
  }

  @Test("Samples of WordPress exports: every item and comment is read, or ignored with a reason")
  func blogs() throws {
    let folder = RealData.folder + "/formats/wordpress/"
    for (name, rows, posts) in [
      ("importer_small-export.xml", 12, 10), ("importer_valid-wxr-1.0.xml", 7, 7), ("importer_valid-wxr-1.1.xml", 3, 3),
      ("importer_namespace-edge-cases.xml", 6, 6), ("themeunittestdata.wordpress.xml", 219, 103),
    ] {
      let reading = try Reading(path: folder + name)
      #expect(reading.rejects.isEmpty && reading.rows == rows && reading.posts.count == posts, "\(name)")
    }
  }

  @Test("Comments of WordPress's REST API are all read, below a post that is not there")
  func blogComments() throws {
    let reading = try Reading(path: RealData.folder + "/formats/wordpress/wp_rest_v2_comments_workerbee.json")
    #expect(reading.format == "wordpress-comments" && reading.rows == 2 && reading.rejects.isEmpty)
    #expect(reading.posts.allSatisfy { $0.kind == .reply && $0.conversation != nil && $0.time != nil })
  }

  @Test("Samples of graph files: as many nodes and edges as igraph and networkx find; negative weights are rejected")
  func graphs() throws {
    let folder = RealData.folder + "/formats/graph_files/"
    for (name, nodes, edges, rejects) in [
      ("igraph_test.graphml", 6, 7, 0), ("igraph_graphml-default-attrs.xml", 3, 2, 0),
      ("igraph_graphml-namespace.xml", 3, 2, 0), ("igraph_graphml-whitespace.xml", 5, 4, 0),
      ("igraph_yfiles.graphml", 4, 4, 0), ("gephi07_LesMiserables.gexf", 77, 254, 0),
      ("twarc_network_noflat_tweets.gexf", 150, 86, 0), ("igraph_karate.gml", 34, 78, 0),
      ("igraph_graph1.gml", 3, 2, 1), ("igraph_pajek1.net", 10, 9, 0), ("igraph_links.net", 4, 7, 2),
      ("igraph_pajek_arcslist.net", 18, 55, 0), ("igraph_pajek_edgeslist.net", 3, 3, 0),
      ("igraph_pajek_signed.net", 10, 45, 10),
      ("igraph_utf8_with_bom.net", 10, 6, 0),
    ] {
      let reading = try Reading(path: folder + name, options: ReadOptions(kind: .reply))
      #expect(
        reading.accounts.count == nodes && reading.rows == edges && reading.rejects.count == rejects,
        "\(name): \(reading.accounts.count) \(reading.rows) \(reading.rejects.count)")
    }
    // Vertices of two kinds are no accounts that meet.
    #expect(throws: FormatError.self) {
      try Reading(path: folder + "igraph_pajek_bip.net", options: ReadOptions(kind: .reply))
    }
  }

  @Test("Samples of Mastodon: every row is read, or ignored with a reason")
  func mastodon() throws {
    let folder = RealData.folder + "/formats/mastodon/"
    let options = ReadOptions(owner: "ann@a.example", list: .followers)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".json") {
      let reading = try Reading(path: folder + name, options: options)
      #expect(reading.format == "mastodon" && reading.rows > 0 && reading.rejects.isEmpty, "\(name)")
    }
    let outbox = try Reading(path: folder + "archive_outbox.json")
    #expect(outbox.rows == 1511)
    #expect(outbox.posts.count == 1185 && outbox.posts.count { $0.kind == .reply } == 383)
    #expect(outbox.interactions.count { $0.kind == .repost } == 326)
    #expect(throws: FormatError.self) { try FileReader(path: folder + "rtoot_get_account_followers_default.json") }
  }

  @Test("No file of another format is silently read as one of ours")
  func others() throws {
    let manifest = try String(contentsOfFile: RealData.folder + "/formats/MANIFEST.tsv", encoding: .utf8)
    for line in manifest.split(separator: "\n").dropFirst() {
      let name = String(line.prefix { $0 != "\t" })
      guard let reading = try? Reading(path: RealData.folder + "/formats/" + name) else { continue }
      let formats = [
        "x_v1_twarc1/": "x-v1", "x_v2_twarc2/": "x-v2", "twarc_csv/small_sample.json": "x-v2",
        "twarc_csv/": "twarc-csv", "bluesky/": "bluesky",
        "bluesky_jetstream_v2/golden_corpus_segment.jss": "jetstream",
        "bluesky_jetstream_v2/legacy_fixed4096_blooms.jss": "jetstream", "bluesky_jetstream_v2/repo.car": "bluesky-car",
        "bluesky_jetstream_v2/": "bluesky",
        "youtube/pyyt_": "youtube", "youtube/ytdlp_": "yt-dlp", "reddit/": "reddit",
        "wordpress/wp_rest": "wordpress-comments", "wordpress/": "wordpress",
        "discourse/": "discourse", "mastodon/": "mastodon",
        "snap_edgelist/": nil,
        "roster/": nil,
      ]
      let graphs = [".graphml": "graphml", ".xml": "graphml", ".gexf": "gexf", ".net": "pajek", ".gml": "gml"]
      if name.hasPrefix("graph_files/"), let graph = graphs.first(where: { name.hasSuffix($0.key) }) {
        #expect(reading.format == graph.value, "\(name)")
        continue
      }
      let isOurs = formats.contains { name.hasPrefix($0) && $1 ?? reading.format == reading.format }
      #expect(
        isOurs, "\(name) was taken for \(reading.format): \(reading.rows) rows, \(reading.rejects.count) rejected")
    }
  }
}
