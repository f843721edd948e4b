import Foundation
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeStore
import ReparteeTestNetworks
import Testing

/// What a store keeps of results, through everything that changes the store.
@Suite struct StoredResultsTests {
  private static func folder() throws -> String {
    let folder = NSTemporaryDirectory() + "results-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  private static func store(_ folder: String) throws -> ConversationStore {
    try ConversationStore(
      path: folder + "/s.repartee", access: .creating, measuring: { KeptResults.columns(of: $0, leastSize: 0) })
  }

  private static func add(
    _ name: String, _ text: String, _ options: ReadOptions = ReadOptions(), to store: ConversationStore
  )
    throws
  {
    let path = URL(fileURLWithPath: store.path).deletingLastPathComponent().path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    _ = try store.importFile(path, options: options)
  }

  private static func posts(seed: UInt64) -> String {
    var rows = "id,author,parent,time,kind,platform\n"
    for post in RandomNetwork.ofManyVoices(seed: seed).posts {
      let cells = [
        "\(post.id)", post.author.map { "\($0 + 10)" } ?? "", post.parent.map(String.init) ?? "",
        post.minute.map { "\(1_700_000_000 + $0 * 60)" } ?? "", post.kind == .post ? "post" : "reply", "x",
      ]
      rows += cells.joined(separator: ",") + "\n"
    }
    return rows
  }

  /// The columns that the store keeps, which hold for what it holds; nil where it keeps none.
  private static func kept(_ store: ConversationStore) throws -> [[UInt32]]? {
    var found: [[UInt32]]?
    let part = try store.networkPart { _, columns in
      found = columns
      return []
    }
    #expect((part == nil) == (found == nil))
    return found
  }

  private static func isRight(_ store: ConversationStore) throws -> Bool {
    try kept(store) == KeptResults.columns(of: store.network(), leastSize: 0)
  }

  @Test func theyAreThoseOfWhatTheStoreHoldsAfterEveryChange() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Self.store(folder)
    try Self.add("p.csv", Self.posts(seed: 3), to: store)
    #expect(try Self.isRight(store))
    try Self.add("q.csv", Self.posts(seed: 4).replacingOccurrences(of: ",x", with: ",y"), to: store)
    #expect(try Self.isRight(store))
    try Self.add(
      "f.csv", "follower,followed\n10,11\n12,11\n11,13\n99,10\n", ReadOptions(kind: .follow, platform: "x"), to: store)
    #expect(try Self.kept(store) == nil || Self.isRight(store))
    try Self.add("r.csv", "platform,id,kind,voice\nx,10,bot,\nx,11,person,Ann\ny,11,person,Ann\n", to: store)
    #expect(try Self.kept(store) == nil)
    try store.keepNetwork()
    #expect(try Self.isRight(store))
    _ = try store.forget(accounts: ["x:12"])
    #expect(try Self.isRight(store))
    _ = try store.forget(before: Timestamp(seconds: 1_700_000_000 + 60 * 100))
    #expect(try Self.isRight(store))
    for source in try store.sources().map(\.number).reversed().dropLast() {
      _ = try store.undo("\(source)")
      #expect(try Self.isRight(store))
    }
  }

  /// A part of a store has what its voices need: whole conversations, their followers, and everyone.
  @Test func aPartHasWhatItsVoicesNeed() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Self.store(folder)
    try Self.add("p.csv", Self.posts(seed: 8), to: store)
    var follows = "follower,followed\n"
    for follower in 10..<50 {
      for followed in 10..<50 where (follower * 7 + followed) % 5 == 0 { follows += "\(follower),\(followed)\n" }
    }
    try Self.add("f.csv", follows, ReadOptions(kind: .follow, platform: "x"), to: store)
    try Self.add("r.csv", "platform,id,voice\nx,11,Ann\nx,12,Ann\n", to: store)
    for isJoined in [true, false] {
      if !isJoined { _ = try store.undo("3") }
      try store.keepNetwork()
      let whole = try store.network()
      for voice in 0..<UInt32(whole.voices.count) {
        let part = try #require(try store.networkPart { _, _ in [voice] })
        #expect(part.voices.ids == whole.voices.ids && part.quality == whole.quality)
        let ids = Set(
          (0..<whole.conversations.count).map { whole.conversations.posts(ofConversation: $0) }
            .filter { $0.contains { whole.posts.authors[$0] == voice } }.joined().map { "\(whole.posts.ids[$0])" })
        #expect(Set(part.posts.ids.map { "\($0)" }) == ids && part.posts.count == ids.count)
        let other = (voice + 1) % UInt32(whole.voices.count)
        for asked in [[voice], [voice, other], [other]] {
          let lists = try #require(part.follows).lists(of: asked)
          for node in asked { #expect(lists[Int(node)] == whole.followers?[Int(node)]) }
        }
        #expect(part.followers == whole.followers)
      }
    }
  }
}
