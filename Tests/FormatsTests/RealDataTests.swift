import Foundation
import SocialGraph
import TestNetworks
import Testing

@testable import Formats

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

  @Test("No file of another format is read as one of ours without a word")
  func others() throws {
    let manifest = try String(contentsOfFile: RealData.folder + "/formats/MANIFEST.tsv", encoding: .utf8)
    for line in manifest.split(separator: "\n").dropFirst() {
      let name = String(line.prefix { $0 != "\t" })
      guard let reading = try? Reading(path: RealData.folder + "/formats/" + name) else { continue }
      let isOurs = ["x_v1_twarc1/", "snap_edgelist/", "roster/"].contains { name.hasPrefix($0) }
      #expect(
        isOurs, "\(name) was taken for \(reading.format): \(reading.rows) rows, \(reading.rejects.count) rejected")
    }
  }
}
