import Foundation
import Repartee

/// A generated network in all its forms: as text, in a store, in memory.
struct Sample {
  let posts: String
  let follows: String
  let store: String
  let network: ScopedNetwork
  /// Who replied to whom.
  let replies: ReplyGraph
  /// The posts as a store hands them over, with nothing built of them yet.
  let loaded: NetworkBuilder

  /// Generates the files in a folder of their own, and imports them.
  init(accounts: Int, posts: Int, follows: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("repartee-kernels-\(posts)-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let generated = try SyntheticNetwork(accounts: accounts, posts: posts, follows: follows, seed: 1)
    for sheet in generated.sheets {
      var data = Data()
      try SheetStream.write(sheet) { data.append(contentsOf: $0) }
      try data.write(to: folder.appendingPathComponent(sheet.name))
    }
    (self.posts, self.follows, store) = (path("posts.csv"), path("follows.txt"), path("sample.repartee"))
    let held = try ConversationStore(path: store, access: .creating)
    _ = try held.importFile(self.posts)
    var options = ReadOptions()
    options.kind = .follow
    _ = try held.importFile(self.follows, options: options)
    network = ScopedNetwork(try held.network())
    replies = ReplyGraph(network)
    loaded = Sample.loaded(network.network)
  }

  private static func loaded(_ network: SocialNetwork) -> NetworkBuilder {
    var builder = NetworkBuilder()
    builder.voices = network.voices
    let (posts, forest) = (network.posts, network.conversations)
    let platform = builder.platform(named: posts.count > 0 ? posts.platform(of: 0) : "local")
    // In id order, as a store has them; stubs come again of themselves.
    for post in posts.orderedByID where !posts.flags[Int(post)].contains(.stub) {
      let (post, parent) = (Int(post), forest.parents[Int(post)])
      builder.add(
        NetworkBuilder.Post(
          id: posts.ids[post], author: posts.authors[post] == Posts.none ? nil : posts.authors[post],
          parent: parent == Conversations.none ? nil : posts.ids[Int(parent)], time: posts.time(of: post)),
        platform: platform)
    }
    return builder
  }

  /// What may be chosen: voices that are answered.
  var candidates: [UInt32] { replies.voices }
}

/// A kernel gave a wrong answer: its time says nothing.
struct WrongAnswer: Error, CustomStringConvertible {
  let description: String
}

/// Throws what a verifier found.
func verify(_ discrepancy: String?) throws {
  if let discrepancy { throw WrongAnswer(description: discrepancy) }
}

/// Throws unless something is so.
func verify(_ holds: Bool, _ what: String) throws {
  if !holds { throw WrongAnswer(description: what) }
}
