import Foundation
import ReparteeAnalysis
import ReparteeBriefings
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
  /// Who was ranked first; nil where an earlier version of the program did not keep it.
  var ranking: Ranking?

  /// Who is ranked first in a window, by the names that outputs show.
  struct Ranking: Codable, Equatable {
    var first: [String]

    init(_ job: JobFile, _ result: ScoreStep.Result) {
      let rows = DiagramContext(measured: result.measured, rows: result.rows, pseudonyms: job.outputs.pseudonyms).rows
      first = rows.filter { $0.rank == 1 }.map(\.label)
    }

    /// The first few, as the object of “ranked”.
    var text: String {
      switch first.count {
      case 0: "nobody"
      case 1...3: "\(first.joined(separator: " and ")) first"
      default: "\(NumberFormat.text(first.count)) voices first"
      }
    }
  }

  init(_ job: JobFile, window: Window, network: SocialNetwork, store: ConversationStore) throws {
    day = job.outputs.day
    let counts = network.counts(in: window)
    posts = counts.posts + counts.accountReplies
    definitions = Scoring.definitionsVersion
    rules = job.score.parameters.split(separator: ";").map(String.init).filter {
      !$0.hasPrefix("from=") && !$0.hasPrefix("to=")
    }
    rosters = try store.sources().filter { $0.format == "roster-csv" }.map(\.sha256).sorted()
  }

  /// The name of the step that keeps it.
  private static func step(_ window: Window, _ job: JobFile) -> String {
    "published \(window.start.map { "\($0.milliseconds)" } ?? "") \(window.end.map { "\($0.milliseconds)" } ?? "")\(job.outputs.namesMark)"
  }

  /// What was published of a window; nil where nothing was.
  static func published(for window: Window, by job: JobFile, in store: ConversationStore) throws -> PublishedCounts? {
    try store.doneStep(step(window, job)).flatMap { try? JSONDecoder().decode(Self.self, from: Data($0.result.utf8)) }
  }

  /// Keeps it for the runs to come.
  func keep(for window: Window, by job: JobFile, in store: ConversationStore) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(self), as: UTF8.self)
    try store.keep([Self.step(window, job): DoneStep(key: "", result: text)])
  }

  /// How many posts the window held and holds, as the end of a clause; nil where they are as many.
  func changedPosts(since earlier: PublishedCounts) -> String? {
    guard posts != earlier.posts else { return nil }
    let then = NumberFormat.text(earlier.posts, "post or reply", "posts and replies")
    let difference = NumberFormat.text(abs(posts - earlier.posts))
    return posts > earlier.posts
      ? "\(then), and \(difference) more are held now" : "\(then), of which \(difference) are held no longer"
  }

  /// Which rules have changed since `earlier` was published, as a sentence; nil where none has.
  func changedRules(since earlier: PublishedCounts) -> String? {
    var parts: [String] = []
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
    if parts.isEmpty { return nil }
    return
      "since the briefing of \(earlier.day) \(parts.joined(separator: "; ")): its figures and today's are not comparable"
  }
}
