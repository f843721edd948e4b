import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// The sets behind one voice's figures.
package struct VoiceEvidence {
  let voice: Int
  let network: MeasuredNetwork
  let labels: VoiceLabels
  let reach: ReachDetail
  let audience: [UInt32]
  /// Whom the voice and the people of its reply reach are followed by, as far as held; nil where no follow edge is.
  private let followers: Adjacency?

  /// The sets of a voice. Complexity: O(posts below the voice's posts), and of reading follow lists.
  package init(_ voice: Int, in network: MeasuredNetwork) {
    self.voice = voice
    self.network = network
    labels = network.labels
    var reader = ReachDetail.Reader(network.scoped)
    reach = reader.detail(of: voice)
    followers = network.scoped.network.follows?.lists(of: [UInt32(voice)] + reach.people)
    audience = AudienceReach.people(of: voice, reach: reach.people, in: network.scoped)
  }

  /// The held followers of the voice, whether they count as people or not.
  var heldFollowers: [UInt32] { (followers?[voice]).map(Array.init) ?? [] }

  func person(_ other: UInt32) -> Explanation.Person {
    let voices = network.voices
    return Explanation.Person(
      voice: labels[Int(other)], platform: voices.platforms[Int(other)], id: "\(voices.ids[Int(other)])")
  }

  /// The figures that count people, widest first.
  package var figures: [Explanation.Figure] {
    let sets: [(name: String, people: [UInt32])] = [
      ("followers_held", heldFollowers), ("audience_reach", audience), ("reply_reach", reach.people),
      ("repliers", Array(network.repliers[voice])), ("reciprocated", Array(network.reciprocated[voice])),
      ("conversed", Array(network.conversed[voice])), ("amplification", Array(network.amplification[voice])),
    ]
    return sets.map { name, people in
      Explanation.Figure(
        name: name, meaning: MeasureCatalogue.measure(named: name)?.summary ?? "follow edges held, one a follower",
        value: people.count, people: people.map(person))
    }
  }

  /// The conversations behind reply reach.
  package var conversations: [Explanation.Conversation] {
    let graph = network.scoped.network
    return reach.conversations.map { share in
      let root = graph.conversations.root(of: Int(share.conversation))
      let author = graph.posts.authors[root]
      return Explanation.Conversation(
        conversation: "\(graph.posts.ids[root])", platform: graph.posts.platform(of: root),
        author: author == Posts.none ? nil : labels[Int(author)], started: graph.posts.time(of: root)?.isoMoment,
        people: share.met, onlyThere: share.onlyThere, startTime: graph.posts.time(of: root))
    }
  }

  /// What the figures that count no people come from.
  func grounds(of row: ScoredRow) -> [String] {
    let place = row.basis == .threads ? " in a conversation" : ""
    var grounds = [
      row.conversed.map {
        "score: \(NumberFormat.text(row.reciprocated, "person", "people")) with replies both ways\(place) + "
          + "\(NumberFormat.text($0)) who came back"
      }
        ?? "score: \(NumberFormat.text(row.reciprocated, "person", "people")) with replies both ways; without times nothing says "
        + "who came back"
    ]
    if let followers = row.followers {
      let isCounted = network.voices.followerCounts[voice] != nil
      let isJoined = network.voices.aliases.contains { Int($0.voice) == voice }
      grounds.append(
        isCounted
          ? "followers: \(NumberFormat.text(followers)) by the platform's or the roster's own count\(isJoined ? ", added up over its accounts, which one person may follow twice" : ""); "
            + "\(NumberFormat.text(heldFollowers.count)) of their follow edges are held"
          : "followers: \(NumberFormat.text(followers)), all those in a follow list that was declared complete")
    } else if !heldFollowers.isEmpty {
      grounds.append(
        "followers: not counted by the platform; \(NumberFormat.text(heldFollowers.count, "follow edge is", "follow edges are")) held"
      )
    }
    if row.audienceReach != nil {
      let lists = ([UInt32(voice)] + reach.people).count { followers?[Int($0)].isEmpty == false }
      grounds.append(
        "audience reach: potential exposure, and no more than the files show: they hold followers of "
          + "\(NumberFormat.text(lists)) of the \(NumberFormat.text(reach.people.count + 1)) people concerned, maybe not all of "
          + "theirs")
    }
    let responses = network.responseRates[voice]
    if responses.incoming > 0, network.scoped.isPerson[voice] {
      grounds.append(
        "response rate: answered \(NumberFormat.text(responses.answered)) of "
          + "\(NumberFormat.text(responses.incoming, "reply", "replies")) within seven days, from "
          + "\(NumberFormat.text(responses.peopleAnswered)) of \(NumberFormat.text(responses.people, "person", "people"))"
          + (network.scoped.scope.window.end == nil ? "" : "; replies of the last seven days are left out")
      )
    }
    if let posts = row.posts, let conversations = row.conversations {
      let window = network.scoped.scope.window.isUnbounded ? "" : " in the window"
      grounds.append(
        "posts: \(NumberFormat.text(posts)) of its own\(window), in \(NumberFormat.text(conversations, "conversation"))"
      )
    }
    return grounds + certainty(of: row)
  }

  /// How far the figures and the rank may be off.
  private func certainty(of row: ScoredRow) -> [String] {
    var lines: [String] = []
    let shown = row.shown(in: network)
    for (name, value, low, high, calibration) in [
      ("score", row.score, shown.scoreLow, shown.scoreHigh, network.scoreIntervals.calibration),
      ("reply reach", row.replyReach, shown.replyReachLow, shown.replyReachHigh, network.replyReach.calibration),
    ] {
      guard let low, let high, let conversations = row.conversations else { continue }
      let isCalibrated = calibration.covers(conversations: conversations)
      let worst = RecordedCoverage.worst(conversations: conversations, isCalibrated: isCalibrated) ?? 0
      lines.append(
        "\(name): \(NumberFormat.text(value)), or \(NumberFormat.whole(low)) to \(NumberFormat.whole(high)) allowing for which "
          + "conversations took place: made to hold 95 times in 100"
          + (worst < RecordedCoverage.leastUnqualified
            ? "; where sizes of conversations differ widely it held, at worst, in \(Int(worst)) of 100 simulated cases"
            : ""))
    }
    if let line = returns(of: row) { lines.append(line) }
    guard row.section == .voices else { return lines }
    if network.pool.count > 1, let band = network.rankBands[voice] {
      lines.append(
        "rank by \(network.ranking.quantity): with half of the conversations left out, \(NumberFormat.text(band.low)) to "
          + "\(NumberFormat.text(band.high)) in nine of ten such halves, and among the first ten in \(Int((band.topShare * 100).rounded()))% of them"
      )
    }
    if VoiceFlags.mayResample(network) {
      let ranks = network.lostReplies.compactMap { $0[voice] }
      if ranks.count == LostReplies.levels.count {
        let text = zip(LostReplies.levels, ranks).map { "\(NumberFormat.text($1)) after losing \($0)%" }
        lines.append(
          "rank by score among the same \(NumberFormat.text(network.pool.count, "voice")), equal ones sharing a rank, were "
            + "replies lost at random, in the middle of \(LostReplies.drawCount) draws: \(text.joined(separator: ", "))"
        )
      }
    }
    return lines
  }

  /// Whether as many people would come back by chance.
  private func returns(of row: ScoredRow) -> String? {
    let tested = "adjusted for the voices tested"
    switch ReturnsByChance(row, in: network) {
    case .beyond(let q):
      return "people who came back: more than if people replied to whoever spoke lately "
        + (q < 0.001 ? "(q below 0.001, \(tested))" : "(q = \(NumberFormat.fixed(q, places: 3)), \(tested))")
    case .possible(let q):
      return "people who came back: as many could come back if people replied to whoever spoke lately "
        + "(q = \(NumberFormat.fixed(q, places: 3)), \(tested))"
    case .untestable: return nil
    case .unknown:
      if row.conversed ?? 0 == 0 || VoiceFlags.mayRedraw(network) { return nil }
      return
        "people who came back: whether as many could come back by chance takes long to compute in data of this size, and "
        + "is left out; the measure conversed_q says it"
    }
  }
}

extension VoiceEvidence {
  /// What would change the voice's figures, in sentences: losing its largest conversation, people who are one step from
  /// the next stage of the funnel, the next better rank, and the rules that leave somebody out.
  func changes(of row: ScoredRow, among rows: some RandomAccessCollection<ScoredRow>) -> [String] {
    var changes: [String] = []
    if let largest = reach.conversations.first, largest.onlyThere > 0, let shown = conversations.first {
      changes.append(
        "without the conversation that brought most of it (\(shown.conversation)) reply reach would be "
          + "\(NumberFormat.text(row.replyReach - largest.onlyThere)) instead of \(NumberFormat.text(row.replyReach))")
    }
    let conversed = Set(network.conversed[voice])
    let reciprocated = Set(network.reciprocated[voice])
    let answered = reciprocated.subtracting(conversed)
    if !answered.isEmpty, row.conversed != nil {
      changes.append(
        "replies both ways, but not back yet: \(names(answered)); if they came back, conversed would be "
          + "\(NumberFormat.text(reciprocated.count)) and the score \(NumberFormat.text(2 * reciprocated.count))")
    }
    let waiting = Set(network.repliers[voice]).subtracting(reciprocated)
    // What a bot answered counts for nobody, and is not looked at.
    if !waiting.isEmpty, network.scoped.isPerson[voice] {
      let place = row.basis == .threads ? " in the same conversation" : ""
      changes.append("replied and got no answer\(place): \(names(waiting))")
    }
    // A rank counts those before it, and nobody stands before the ranked voices.
    if let rank = row.rank, rank > 1 {
      let better = rows[rows.index(rows.startIndex, offsetBy: rank - 2)]
      changes.append(
        "the next better rank is \(better.rank ?? 0): \(better.label), \(network.ranking.quantity) "
          + NumberFormat.text(network.ranking.key(of: better)))
    }
    if row.section == .others, row.conversed == 0 {
      changes.append("one person who came back after an answer would put it among the voices")
    }
    return changes + otherRules(row)
  }

  /// The figures under the other rule for bots and for colleagues, where that makes a difference.
  private func otherRules(_ row: ScoredRow) -> [String] {
    var rules: [(description: String, scope: Scope)] = []
    var scope = network.scoped.scope
    if network.voices.kinds.contains(.bot) {
      scope.bots = scope.bots == .count ? .leaveOut : .count
      rules.append((scope.bots == .count ? "with bots counted" : "without bots", scope))
    }
    scope = network.scoped.scope
    if row.organisation != nil {
      scope.colleagues = scope.colleagues == .count ? .leaveOut : .count
      rules.append((scope.colleagues == .count ? "with colleagues counted" : "without colleagues", scope))
    }
    return rules.compactMap { description, scope in
      let other = ScopedNetwork(network.scoped.network, scope: scope)
      var reader = ReachDetail.Reader(other)
      let reach = reader.people(of: voice).count
      let score = Score.points(
        reciprocated: Reciprocated.compute(in: other).count(of: voice),
        conversed: row.conversed.map { _ in Conversed.compute(in: other).count(of: voice) })
      if reach == row.replyReach, score == row.score { return nil }
      return
        "\(description) reply reach would be \(NumberFormat.text(reach)) and the score \(NumberFormat.text(score))"
    }
  }

  /// How many people, and a few names.
  private func names(_ people: Set<UInt32>) -> String {
    let shown = people.sorted().prefix(3).map { labels[Int($0)] }
    let more = people.count - shown.count
    let list = shown.joined(separator: ", ") + (more > 0 ? " and \(NumberFormat.text(more)) more" : "")
    return "\(NumberFormat.text(people.count, "person", "people")) (\(list))"
  }
}
