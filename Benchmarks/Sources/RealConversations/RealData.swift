import Foundation
import Repartee

/// A set of real conversations. Only numbers of it are ever shown.
package struct RealData: Sendable {
  /// What the set is called.
  package let name: String
  /// Its conversations.
  package let measured: MeasuredNetwork

  /// Whether it is one of the two events on X.
  package var isPHEME: Bool { name.hasPrefix("pheme") }

  private static let sets = [
    "pheme/charliehebdo/tweets.jsonl.gz", "pheme/ferguson/tweets.jsonl.gz", "threads/usrp.csv.gz",
    "threads/delving.csv.gz", "threads/usenet20.csv.gz", "threads/cypher1990.csv.gz", "threads/weibo.csv.gz",
    "threads/forums4.csv.gz",
  ]

  /// Replies of accounts by the second, without posts.
  package static let higgs = "higgs/higgs-activity_time.txt.gz"

  /// The sets that the folder has.
  /// - Parameter others: more files of it.
  package static func all(in folder: String, and others: [String] = []) throws -> [RealData] {
    try (sets + others).filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }.map { path in
      let store = try ConversationStore()
      _ = try store.importFile("\(folder)/\(path)")
      let name = path.replacing(".csv.gz", with: "").replacing("/tweets.jsonl.gz", with: "")
        .replacing("threads/", with: "").replacing("/higgs-activity_time.txt.gz", with: "")
      return RealData(name: name, measured: MeasuredNetwork(ScopedNetwork(try store.network())))
    }
  }

  /// Every conversation's people besides who began it, of conversations with any.
  package var sizes: [Int] {
    let network = measured.scoped.network
    return (0..<network.conversations.count).compactMap { conversation in
      let posts = network.conversations.posts(ofConversation: conversation)
      let people = Set(posts.map { network.posts.authors[$0] }).subtracting([
        ScopedNetwork.none, network.posts.authors[posts.lowerBound],
      ])
      return people.isEmpty ? nil : people.count
    }
  }

  /// A voice's conversations that brought any, as lists of people or points.
  package static func brought(_ points: VoicePoints) -> [[UInt64]] {
    Dictionary(grouping: points.points, by: \.conversation).sorted { $0.key < $1.key }.map { $1.map(\.item) }
  }
}
