import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

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
    self.rows = pseudonyms.map { Self.rows(rows, by: $0, in: measured) } ?? rows
    voicesOfPseudonyms = pseudonyms
  }

  /// The rows without what tells who they are of: those that nothing but ids would order, by pseudonym.
  private static func rows(_ rows: [ScoredRow], by names: Pseudonyms, in measured: MeasuredNetwork) -> [ScoredRow] {
    var rows = rows.map { row in
      var row = row
      row.label = names.name(of: row.voice, in: measured.voices)
      row.organisation = nil
      row.followers = row.followers.map(Pseudonyms.rounded)
      return row
    }
    func tie(_ row: ScoredRow) -> [Int] {
      [row.section.order, measured.ranking.key(of: row), row.replyReach, row.repliers]
    }
    var start = 0
    while start < rows.count {
      let first = tie(rows[start])
      let end = rows[start...].firstIndex { tie($0) != first } ?? rows.count
      if end - start > 1 { rows[start..<end].sort { $0.label < $1.label } }
      start = end
    }
    return rows
  }

  /// By what voices are ordered that nothing else orders: by id, or by what pseudonyms make of it.
  func order(of voice: Int) -> UInt64 {
    voicesOfPseudonyms?.order(of: voice, in: measured.voices) ?? UInt64(voice)
  }

  /// Voices in that order.
  func ordered(_ voices: some Sequence<UInt32>) -> [UInt32] {
    guard hidesNames else { return voices.sorted() }
    return voices.map { (order(of: Int($0)), $0) }.sorted { $0 < $1 }.map(\.1)
  }

  /// The day of a moment where names are hidden, since the moment leads to the post.
  func shown(_ time: Int64) -> Int64 {
    hidesNames && time != Posts.untimed ? days.start(ofDayOf: Timestamp(milliseconds: time)).milliseconds : time
  }

  /// A count of held followers: not exact where names are hidden.
  func shownFollowers(_ count: Int) -> Int { hidesNames ? Int(Pseudonyms.rounded(Int64(count))) : count }

  /// The ranking's table of the rows as they are shown.
  package func table(additional: [Measure]) -> ResultTable {
    var table = ScoreColumn.table(rows, additional: additional, network: measured)
    guard hidesNames, let held = table.columns.firstIndex(of: "held_followers") else { return table }
    for row in table.rows.indices {
      if case .integer(let count) = table.rows[row][held] {
        table.rows[row][held] = .integer(Pseudonyms.rounded(count))
      }
    }
    return table
  }

  /// Where layouts start.
  var layoutSeed: UInt32 { voicesOfPseudonyms?.layoutSeed ?? 1 }

  /// What orders those of one rank, in a word.
  var tieOrder: String { hidesNames ? "pseudonyms" : "ids" }

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
  package var finding: Finding { foundOnce.value { Finding(rows: rows, in: measured) } }

  /// The page and most of its pictures say it.
  private let foundOnce = Once<Finding>()

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
      parts.append(days.span(from: first, to: last))
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
