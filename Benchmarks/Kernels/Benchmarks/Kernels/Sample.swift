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
  /// Each post's parent.
  let parents: [UInt32]

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
    let forest = network.network.conversations
    parents = forest.positions.map { position in
      let parent = forest.parents[Int(position)]
      return parent == Conversations.none ? Conversations.none : forest.posts[Int(parent)]
    }
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
