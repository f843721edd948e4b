import Foundation
import ReparteeFormats
import ReparteeGraph

@testable import ReparteeStore

/// A folder of a test's own, gone with it.
final class Scratch {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "store-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: path(name)) }

  /// The names in the folder.
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

  func store(_ name: String = "test.repartee") throws -> ConversationStore {
    try ConversationStore(path: path(name), access: .creating)
  }

  /// A store of some inputs, in their order.
  func store(of inputs: [Input], name: String = UUID().uuidString + ".repartee") throws -> ConversationStore {
    let store = try store(name)
    for input in inputs { try store.add(input, in: self) }
    return store
  }

  /// What a store of some inputs says.
  func network(of inputs: [Input]) throws -> Picture { try Picture(store(of: inputs).network()) }
}

/// A small file and how to read it.
struct Input: CustomStringConvertible, Sendable {
  var name: String
  var text: String
  var options = ReadOptions()

  var description: String { name }
}

extension ConversationStore {
  @discardableResult
  func add(_ input: Input, in scratch: Scratch) throws -> ImportReport {
    try importFile(scratch.file(input.name, input.text), options: input.options)
  }
}

/// A network as lines of text, which compare and which say where they differ.
struct Picture: Equatable {
  var lines: [String] = []

  init(_ network: SocialNetwork) {
    let (voices, posts) = (network.voices, network.posts)
    func name(_ voice: UInt32) -> String { voice == Voices.none ? "-" : String(voice) }
    for voice in 0..<voices.count {
      let fields = [
        voices.platforms[voice], voices.ids[voice].description, voices.handles[voice] ?? "-",
        voices.kinds[voice].rawValue, voices.organisation(of: voice) ?? "-",
        voices.followerCounts[voice].map(String.init) ?? "-",
      ]
      lines.append("voice \(voice): " + fields.joined(separator: " "))
    }
    let conversations = network.conversations
    for post in 0..<posts.count {
      let root = conversations.root(of: Int(conversations.conversation(of: post)))
      let above = conversations.parents[post]
      let fields = [
        posts.platform(of: post), posts.ids[post].description, "by", name(posts.authors[post]),
        "answers", name(posts.answered[post]), "at", String(posts.times[post]), "as",
        String(posts.flags[post].rawValue),
        "under", above == Conversations.none ? "-" : String(above), "in", String(root),
      ]
      lines.append("post \(post): " + fields.joined(separator: " "))
    }
    let replies = network.replies
    for reply in 0..<replies.count {
      lines.append("reply: \(replies.actors[reply]) \(replies.targets[reply]) \(replies.times[reply])")
    }
    if let followers = network.followers {
      for voice in 0..<followers.nodeCount { lines.append("followers of \(voice): \(Array(followers[voice]))") }
    }
    lines.append("\(network.quality)")
  }

  func differences(from other: Picture) -> [String] { ReparteeStoreTests.differences(lines, other.lines) }
}

/// The lines that only one of two texts has.
func differences(_ lines: [String], _ others: [String]) -> [String] {
  lines.difference(from: others).map { change in
    switch change {
    case .insert(_, let line, _): "+ " + line
    case .remove(_, let line, _): "- " + line
    }
  }
}

/// All orders of some elements.
func permutations<Element>(_ elements: [Element]) -> [[Element]] {
  guard elements.count > 1 else { return [elements] }
  return elements.indices.flatMap { index in
    var rest = elements
    let first = rest.remove(at: index)
    return permutations(rest).map { [first] + $0 }
  }
}
