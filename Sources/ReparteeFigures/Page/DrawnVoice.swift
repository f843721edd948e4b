import ReparteeGraph
import ReparteeText

/// One voice as figures draw it: what it is called, what it is, and the figures shown with it.
package struct DrawnVoice: Sendable {
  /// Its name as people know it; anything may stand in it.
  package var label: String
  /// What it is: the shape it is drawn with.
  package var kind: VoiceKind
  /// Where it stands: the colour and the mark it is drawn with.
  package var section: VoiceSection
  /// Its rank, written before its label.
  package var rank: Int?
  /// Distinct people below its posts.
  package var replyReach: Int
  /// Its score, in points.
  package var score: Int
  /// Distinct people who came back; nil where nothing says so.
  package var conversed: Int?
  /// Distinct people who replied to it directly.
  package var repliers: Int
  /// Its followers; nil where no count is known.
  package var followers: Int64?
  /// Where a click on it leads; nil, as by default, leads nowhere.
  package var link: String?

  /// A voice and the figures shown with it.
  package init(
    label: String, kind: VoiceKind = .unknown, section: VoiceSection = .voices, rank: Int? = nil, replyReach: Int,
    score: Int = 0, conversed: Int? = 0, repliers: Int = 0, followers: Int64? = nil, link: String? = nil
  ) {
    self.label = label
    self.kind = kind
    self.section = section
    self.rank = rank
    self.replyReach = replyReach
    self.score = score
    self.conversed = conversed
    self.repliers = repliers
    self.followers = followers
    self.link = link
  }

  /// Its name with only what may be shown.
  var name: String { DisplayText.cleaned(label) }

  /// Its score, or that it is hidden where small counts are.
  private var scoreText: String {
    SmallCounts.current?.hidesScore(score) == true ? "hidden" : NumberFormat.text(score)
  }

  /// What a pointer over the voice shows.
  var tooltip: String {
    let place = rank.map { "Rank " + NumberFormat.exact($0) + ", " } ?? ""
    var lines = [name, place + section.name + ", kind: " + kind.meaning.lowercased()]
    lines.append(
      "Score " + scoreText + ", reply reach " + NumberFormat.text(replyReach)
        + (conversed.map { ", conversed " + NumberFormat.text($0) } ?? "") + ", repliers " + NumberFormat.text(repliers)
    )
    if let followers { lines.append("Followers " + NumberFormat.text(followers)) }
    return lines.joined(separator: "\n")
  }
}

extension VoiceSection {
  /// What the section says about a voice.
  /// - Parameter hasTimes: whether anything says who came back.
  func meaning(hasTimes: Bool) -> String {
    switch self {
    case .voices: hasTimes ? "Voices: people came back" : "Voices: they answered"
    case .broadcasters: "Broadcasters: hardly anyone is answered"
    case .others: hasTimes ? "Others: no return seen" : "Others: no answer seen"
    case .excluded: "Excluded by kind"
    }
  }

  /// One word for tooltips.
  var name: String {
    switch self {
    case .voices: "voice"
    case .broadcasters: "broadcaster"
    case .others: "no return seen"
    case .excluded: "excluded by kind"
    }
  }

  var color: Color {
    switch self {
    case .voices: Palette.blue
    case .broadcasters: Palette.orange
    case .others: Palette.turquoise
    case .excluded: Palette.pink
    }
  }
}

extension VoiceKind {
  /// What the shape says.
  var meaning: String {
    switch self {
    case .person: "Person"
    case .channel: "Channel"
    case .anonymous: "Anonymous"
    case .bot: "Bot"
    case .unknown: "Kind not known"
    }
  }
}
