import Analysis
import Figures
import Formats
import Measures
import SocialGraph

extension NetworkDiagram {
  /// How many voices of each section a ranking's diagram shows.
  public struct Choice: Sendable {
    /// The ranked voices, from the first.
    public var voices = 20
    /// The broadcasters of the most reach.
    public var broadcasters = 6
    /// Excluded ones with replies: the corporate channel beside the people.
    public var excluded = 2

    /// The default choice: a picture that fits a page.
    public init() {}
  }

  /// The diagram of a ranking: its voices, its broadcasters, and everybody who talks with them.
  public init(rows: [ScoredRow], network: ScopedNetwork, title: String? = nil, choice: Choice = Choice()) {
    let ranked = rows.filter { $0.section == .voices }.prefix(choice.voices)
    // The order in which names find their place: a picture of many voices still names the largest broadcasters.
    let chosen =
      ranked.prefix(10) + rows.filter { $0.section == .broadcasters }.prefix(choice.broadcasters) + ranked.dropFirst(10)
      + rows.filter { $0.section == .excluded && $0.repliers > 0 }.prefix(choice.excluded)
    let shown = chosen.isEmpty ? Array(rows.filter { $0.repliers > 0 }.prefix(choice.voices)) : Array(chosen)
    let surroundings = Surroundings(of: shown, in: network)
    self.init(
      title: title ?? "Who the conversation runs through",
      subtitle: Self.subtitle(rows: rows, network: network),
      voices: shown.map(Voice.init), peopleCount: surroundings.peopleCount, ties: surroundings.ties,
      leftOut: Self.leftOut(rows: rows, shown: shown), summary: Finding(rows: rows).sentence)
  }

  /// The window, and how much was counted in it.
  private static func subtitle(rows: [ScoredRow], network: ScopedNetwork) -> String {
    let posts = network.network.posts
    let inWindow = (0..<posts.count).filter { network.isInWindow[$0] }
    let replies = network.network.replies
    let replyTimes = replies.times.filter { network.scope.window.contains(moment($0)) }
    let times = inWindow.compactMap { posts.time(of: $0) } + replyTimes.compactMap(moment)
    var parts: [String] = []
    let lastInside = network.scope.window.end.map { Timestamp(milliseconds: $0.milliseconds - 1) }
    if let first = network.scope.window.start ?? times.min(), let last = lastInside ?? times.max() {
      parts.append(first.isoDay == last.isoDay ? first.isoDay : "\(first.isoDay) to \(last.isoDay)")
    }
    if !inWindow.isEmpty {
      let conversations = Set(inWindow.map { network.network.conversations.conversation(of: $0) })
      parts.append("\(Grouped.text(inWindow.count)) posts in \(Grouped.text(conversations.count)) conversations")
    }
    if !replyTimes.isEmpty { parts.append("\(Grouped.text(replyTimes.count)) replies between accounts") }
    parts.append("\(Grouped.text(rows.count)) voices")
    return parts.joined(separator: " · ")
  }

  /// A stored time as a moment, or nil for none.
  private static func moment(_ milliseconds: Int64) -> Timestamp? {
    milliseconds == Posts.untimed ? nil : Timestamp(milliseconds: milliseconds)
  }

  private static func leftOut(rows: [ScoredRow], shown: [ScoredRow]) -> [String] {
    let drawn = Set(shown.map(\.voice))
    let missing = [Analysis.Section.voices, .broadcasters].compactMap { section in
      let count = rows.count { $0.section == section && !drawn.contains($0.voice) }
      return count == 0 ? nil : "\(Grouped.text(count)) further \(section.rawValue)"
    }
    return missing.isEmpty ? [] : ["Not drawn by name: \(missing.joined(separator: " and "))."]
  }
}

extension NetworkDiagram.Voice {
  /// A row of the ranking as a shape.
  init(_ row: ScoredRow) {
    self.init(
      label: row.label, kind: row.kind, section: NetworkDiagram.Section(rawValue: row.section.rawValue) ?? .others,
      rank: row.rank, replyReach: row.replyReach, conversed: row.conversed, repliers: row.repliers,
      followers: row.followers)
  }
}

/// Everybody who replied to one of the shown voices or whom one of them answered.
private struct Surroundings {
  var peopleCount = 0
  var ties: [NetworkDiagram.Tie] = []

  init(of shown: [ScoredRow], in network: ScopedNetwork) {
    let repliers = Repliers.compute(in: network)
    let reciprocated = Set(Reciprocated.compute(in: network).pairs)
    var nodes: [UInt32: Int] = [:]
    for (index, row) in shown.enumerated() { nodes[UInt32(row.voice)] = index }
    let pairs = repliers.pairs.filter { nodes[$0.voice] != nil || nodes[$0.person] != nil }
    let people = Set(pairs.flatMap { [$0.voice, $0.person] }).subtracting(nodes.keys).sorted()
    for (index, person) in people.enumerated() { nodes[person] = shown.count + index }
    peopleCount = people.count
    var isMutual: [VoicePair: Bool] = [:]
    for pair in pairs {
      let key = pair.voice < pair.person ? pair : pair.reversed
      isMutual[key, default: false] = isMutual[key, default: false] || reciprocated.contains(pair)
    }
    ties = isMutual.keys.sorted { $0.key < $1.key }.compactMap { pair in
      guard let first = nodes[pair.voice], let second = nodes[pair.person] else { return nil }
      return NetworkDiagram.Tie(first: first, second: second, mutual: isMutual[pair] ?? false)
    }
  }
}
