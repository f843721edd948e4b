import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText
import Synchronization

/// What all diagrams of one scored network share: its rows with the names that pictures show, and the titles.
package struct DiagramContext: Sendable {
  /// The network and what was measured on it.
  package let measured: MeasuredNetwork
  /// Its rows, with the names that pictures show.
  package let rows: [ScoredRow]
  /// The title to write instead of a diagram's own.
  package var title: String?
  /// Whether voices lead to their profiles.
  package let links: LinkRule

  /// Whose days are shown.
  package let days: LocalDays

  /// Whether what is drawn leads anywhere.
  package enum LinkRule: Sendable { case none, profiles }

  /// - Parameter pseudonyms: what names are replaced by; nil draws handles.
  package init(
    measured: MeasuredNetwork, rows: [ScoredRow], title: String? = nil, pseudonyms: Pseudonyms? = nil,
    links: LinkRule = .none, days: LocalDays = .utc
  ) {
    self.measured = measured
    self.days = days
    self.title = title
    self.links = links
    self.rows =
      pseudonyms.map { names in
        rows.map { row in
          var row = row
          row.label = names.name(of: row.voice, in: measured.voices)
          row.organisation = nil
          row.followers = row.followers.map(Pseudonyms.rounded)
          return row
        }
      } ?? rows
    voicesOfPseudonyms = pseudonyms
  }

  /// Voice → the hashtags of its posts in the window, the most frequent first; empty where none were kept. A hashtag may
  /// tell who somebody is, so pseudonyms hide them.
  package var hashtags: [Int: [(text: String, posts: Int)]] {
    get { hidesNames ? [:] : heldHashtags }
    set { heldHashtags = newValue }
  }

  private var heldHashtags: [Int: [(text: String, posts: Int)]] = [:]
  private let voicesOfPseudonyms: Pseudonyms?

  /// Whether names are replaced.
  package var hidesNames: Bool { voicesOfPseudonyms != nil }

  var network: ScopedNetwork { measured.scoped }

  /// What the ranking says, with the names that pictures show.
  package var finding: Finding { foundOnce.finding { Finding(rows: rows, in: measured) } }

  /// The finding, once it was asked for: the page and most of its pictures say it, and copies of a context share it.
  private final class FoundOnce: Sendable {
    private let found = Mutex<Finding?>(nil)

    func finding(_ find: () -> Finding) -> Finding {
      found.withLock { held in
        let finding = held ?? find()
        held = finding
        return finding
      }
    }
  }

  private let foundOnce = FoundOnce()

  /// The name of a voice without a row.
  func label(of voice: Int) -> String {
    voicesOfPseudonyms?.name(of: voice, in: measured.voices) ?? measured.voices.label(of: voice)
  }

  /// A row as a shape.
  func drawn(_ row: ScoredRow) -> DrawnVoice {
    DrawnVoice(
      label: row.label, kind: row.kind, section: row.section,
      rank: row.rank, replyReach: row.replyReach, score: row.score, conversed: row.conversed, repliers: row.repliers,
      followers: row.followers, link: link(to: row.voice))
  }

  /// Any voice as a shape, whether it has a row or not.
  func drawn(_ voice: Int, row: ScoredRow?) -> DrawnVoice {
    row.map(drawn)
      ?? DrawnVoice(
        label: label(of: voice), kind: measured.voices.kinds[voice], section: .others, replyReach: 0,
        link: link(to: voice))
  }

  /// The profile of a voice, where links are asked for and its platform is known.
  func link(to voice: Int) -> String? {
    links == .profiles && voicesOfPseudonyms == nil ? ProfileLink.url(of: voice, in: measured.voices) : nil
  }

  /// The rows of some voices, by voice.
  func rows(of voices: Set<UInt32>) -> [UInt32: ScoredRow] {
    var found: [UInt32: ScoredRow] = [:]
    for row in rows where voices.contains(UInt32(row.voice)) { found[UInt32(row.voice)] = row }
    return found
  }

  /// The window, and how much was counted in it.
  var subtitle: String {
    let (extent, window) = (measured.extent, network.scope.window)
    var parts: [String] = []
    let lastInside = window.end.map { Timestamp(milliseconds: $0.milliseconds - 1) }
    if let first = window.start ?? extent.first.map(Timestamp.init(milliseconds:)),
      let last = lastInside ?? extent.last.map(Timestamp.init(milliseconds:))
    {
      let (from, to) = (days.day(of: first), days.day(of: last))
      parts.append((from == to ? from : "\(from) to \(to)") + (days.name.map { " (\($0))" } ?? ""))
    }
    if extent.posts > 0 {
      parts.append(
        "\(NumberFormat.text(extent.posts, "post")) in \(NumberFormat.text(extent.conversations, "conversation"))")
    }
    if extent.timedReplies > 0 {
      parts.append("\(NumberFormat.text(extent.timedReplies, "reply", "replies")) between accounts")
    }
    parts.append(NumberFormat.text(measured.participantCount, "voice"))
    return parts.joined(separator: " · ")
  }
}
