import Foundation
import ReparteeAnalysis
import ReparteeGraph
import ReparteeStore
import ReparteeText

/// What a window held, and by which rules it was counted, when its briefing was made: so that a later one can say whether
/// figures changed because people did, or because posts arrived late and rules changed.
struct PublishedCounts: Codable, Equatable {
  /// The day after which the briefing's folder is called.
  var day: String
  /// How many posts and account-level replies the window held.
  var posts: Int
  /// The version of the definitions.
  var definitions: String
  /// The rules of the ranking.
  var rules: [String]
  /// The digests of the rosters.
  var rosters: [String]

  init(_ job: JobFile, window: Window, network: SocialNetwork, store: ConversationStore) throws {
    day = job.outputs.day
    let counts = network.counts(in: window)
    posts = counts.posts + counts.replies
    definitions = Scoring.definitionsVersion
    rules = job.score.parameters.split(separator: ";").map(String.init).filter {
      !$0.hasPrefix("from=") && !$0.hasPrefix("to=")
    }
    rosters = try store.sources().filter { $0.format == "roster-csv" }.map(\.sha256).sorted()
  }

  /// The name of the step that keeps it.
  private static func step(_ window: Window) -> String {
    "published \(window.start.map { "\($0.milliseconds)" } ?? "") \(window.end.map { "\($0.milliseconds)" } ?? "")"
  }

  /// What was published of a window; nil where nothing was.
  static func held(of window: Window, in store: ConversationStore) throws -> PublishedCounts? {
    try store.doneStep(step(window)).flatMap { try? JSONDecoder().decode(Self.self, from: Data($0.result.utf8)) }
  }

  /// Keeps it for the runs to come.
  func keep(for window: Window, in store: ConversationStore) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(self), as: UTF8.self)
    try store.keep([Self.step(window): DoneStep(key: "", result: text)])
  }

  /// What changed since `earlier` was published, as a clause; nil where nothing did.
  func changes(since earlier: PublishedCounts) -> String? {
    var parts: [String] = []
    if posts != earlier.posts {
      let (now, then) = (
        NumberFormat.text(posts), NumberFormat.text(earlier.posts, "post or reply", "posts and replies")
      )
      parts.append(
        "it held \(then), and holds \(now) now, since \(posts > earlier.posts ? "some arrived later" : "some left the store")"
      )
    }
    if definitions != earlier.definitions {
      parts.append("the definitions were of version \(earlier.definitions), and are of version \(definitions)")
    }
    if rules != earlier.rules {
      let (gone, new) = (earlier.rules.filter { !rules.contains($0) }, rules.filter { !earlier.rules.contains($0) })
      parts.append(
        "the rules of the ranking changed (\((gone.map { "was " + $0 } + new.map { "is " + $0 }).joined(separator: ", ")))"
      )
    }
    if rosters != earlier.rosters { parts.append("the roster changed") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
