import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// A choice of voices, with the reason for each, the nearest ones that were not chosen, and the communities reached or
/// missed. The command and the briefing choose by this one rule.
package struct ChoiceReport: Sendable {
  /// Which of the scored voices may be chosen.
  package struct Candidates: Sendable {
    /// Only these voices, whatever their kind and section; nil for those that the rule lets in.
    package var among: Set<UInt32>?
    /// Only voices of these organisations; nil for all.
    package var organisations: Set<String>?
    /// Every voice of an eligible kind, whatever its section, thin and flagged ones too.
    package var all = false

    /// The ranked voices whose score does not depend on one or two people, and whose replies show fewer than two signs of a pile-on.
    package init() {}

    /// Why a row may not be chosen, or nil where it may.
    func objection(to row: ScoredRow, in network: MeasuredNetwork) -> String? {
      if let organisations, !(row.organisation.map(organisations.contains) ?? false) {
        return "of another organisation"
      }
      if let among { return among.contains(UInt32(row.voice)) ? nil : "not among those named" }
      if !network.eligibleKinds.contains(row.kind) { return "of kind \(row.kind.rawValue)" }
      if all { return nil }
      switch row.section {
      case .broadcasters:
        return
          "a broadcaster: in these data it answered \(row.isHidden("reciprocated") ? "few" : NumberFormat.text(row.reciprocated)) of "
          + "\(NumberFormat.text(row.repliers)) who replied"
      case .others, .excluded: return network.absence(of: row)
      case .voices: break
      }
      if row.isThin { return "thin: \(Self.few(row)) came back, and more than two are needed" }
      if network.pileOns[row.voice].isFlagged == true { return "its replies may be a pile-on" }
      return nil
    }

    private static func few(_ row: ScoredRow) -> String {
      "only \(NumberFormat.text(row.conversed ?? 0, "person", "people"))"
    }

    /// Why fewer may be chosen than are ranked, in words with their numbers; nil where all ranked voices may be.
    func narrowing(_ rows: [ScoredRow], in network: MeasuredNetwork) -> String? {
      let ranked = rows.prefix { $0.section == .voices }
      let kept = ranked.filter { objection(to: $0, in: network) != nil }
      if kept.isEmpty { return nil }
      // In the order in which a single voice's reason is looked for.
      var counts = (elsewhere: 0, unnamed: 0, thin: 0, suspicious: 0)
      for row in kept {
        if let organisations, row.organisation.map(organisations.contains) != true {
          counts.elsewhere += 1
        } else if among != nil {
          counts.unnamed += 1
        } else if row.isThin {
          counts.thin += 1
        } else {
          counts.suspicious += 1
        }
      }
      let isAll = kept.count == ranked.count
      let head =
        isAll
        ? NumberFormat.isOne(ranked.count)
          ? "the one ranked voice is no candidate"
          : "none of the \(NumberFormat.text(ranked.count)) ranked voices is a candidate"
        : "\(NumberFormat.text(kept.count)) of the \(NumberFormat.text(ranked.count)) ranked voices "
          + (NumberFormat.isOne(kept.count) ? "is no candidate" : "are no candidates")
      let who = NumberFormat.isOne(kept.count) ? "it" : "each of them"
      let reasons: [(count: Int, text: (String) -> String)] = [
        (counts.elsewhere, { "the organisation of \($0) is another one" }),
        (counts.unnamed, { $0 == who ? "not among those named" : "\($0) not among those named" }),
        (counts.thin, { "two people or fewer came back to \($0)" }),
        (counts.suspicious, { "the replies to \($0) may be a pile-on" }),
      ]
      let texts = reasons.filter { $0.count > 0 }.map { count, text in
        text(count == kept.count ? who : NumberFormat.text(count))
      }
      return "\(head): \(texts.joined(separator: ", "))"
    }
  }

  /// A voice that was not chosen, and why.
  package struct Missed: Sendable, Equatable {
    /// The voice's row.
    package var row: ScoredRow
    /// How many people it would add to those whom the chosen voices reach.
    package var gain: Int
    /// Why it was not chosen.
    package var reason: String
  }

  /// The chosen voices.
  package let picks: [CoverageSelection.Pick]
  /// Those who would add most of all that were not chosen, at most five: of any section and an eligible kind.
  package let missed: [Missed]
  /// How many voices there were to choose from.
  package let candidateCount: Int
  /// Those who were asked for by name.
  private let included: Set<UInt32>
  /// Why there are fewer of them than ranked voices; nil where there are not.
  private let narrowing: String?
  /// The communities of the reply network, the largest first.
  package let communities: [Community]

  /// The rows of the chosen voices and of the communities' leaders.
  private let rowOfVoice: [UInt32: ScoredRow]
  private let network: MeasuredNetwork
  private let choosing: CoverageSelection

  /// A community, and whether the choice reaches it.
  package struct Community: Sendable, Equatable {
    /// Its number, from 1.
    package var number: UInt32
    /// How many voices it has.
    package var voices: Int
    /// How many of them the chosen voices reach.
    package var reached: Int
    /// How many of the chosen voices belong to it.
    package var chosen: Int
    /// The voice that leads it; nil where the community does not persist, or nobody got replies from three members.
    package var leading: String?
    /// The same after “led by”, or “around” where that voice answers next to nobody.
    package var relation: String?

    /// Whether nobody in it is chosen or reached.
    package var isUncovered: Bool { reached == 0 && chosen == 0 }
  }

  /// Chooses among a network's scored rows.
  package init(_ choosing: CoverageSelection, among candidates: Candidates, rows: [ScoredRow], network: MeasuredNetwork)
  {
    let communityOf = network.communities
    let voices = rows.filter { candidates.objection(to: $0, in: network) == nil }.map { UInt32($0.voice) }
    let result = choosing.choose(among: voices, in: network, communities: communityOf)
    picks = result.picks
    let asked = Set(choosing.included)
    included = asked
    candidateCount = voices.count { !asked.contains($0) }
    narrowing = candidates.narrowing(rows, in: network)
    self.network = network
    self.choosing = choosing
    missed = Self.missed(choosing, among: candidates, result, rows: rows, network: network)

    let leaders = network.communityLeaders
    let chosen = Set(result.picks.map(\.voice))
    // By their rows, which may bear other names than the network.
    let named = chosen.union(leaders.values.map(\.voice))
    let rowOfVoice = Dictionary(
      rows.filter { named.contains(UInt32($0.voice)) }.map { (UInt32($0.voice), $0) }
    ) { first, _ in first }
    self.rowOfVoice = rowOfVoice
    var communities: [UInt32: Community] = [:]
    for row in rows {
      guard let number = communityOf[row.voice] else { continue }
      var community =
        communities[number]
        ?? Community(
          number: number, voices: 0, reached: 0, chosen: 0,
          leading: leaders[number].flatMap { rowOfVoice[$0.voice]?.label },
          relation: leaders[number].flatMap { leader in
            rowOfVoice[leader.voice].map { "\(leader.relation) \($0.label)" }
          })
      community.voices += 1
      if result.isReached[row.voice] { community.reached += 1 }
      if chosen.contains(UInt32(row.voice)) { community.chosen += 1 }
      communities[number] = community
    }
    self.communities = communities.values.sorted { $0.number < $1.number }
  }

  /// How many rows are tried for the nearest ones that were not chosen: those with the largest sets.
  private static let mostTried = 200

  /// The five that would add most to the choice, with what kept them out.
  private static func missed(
    _ choosing: CoverageSelection, among candidates: Candidates, _ result: CoverageSelection.Result, rows: [ScoredRow],
    network: MeasuredNetwork
  ) -> [Missed] {
    let chosen = Set(result.picks.map(\.voice))
    var sets = CandidateSets(network, objective: choosing.objective)
    let others = rows.filter { row in
      !chosen.contains(UInt32(row.voice)) && network.eligibleKinds.contains(row.kind)
        && sets.size(of: UInt32(row.voice)) > 0
    }
    let largest = others.indices.sorted { left, right in
      let sizes = (sets.size(of: UInt32(others[left].voice)), sets.size(of: UInt32(others[right].voice)))
      return sizes.0 == sizes.1 ? left < right : sizes.0 > sizes.1
    }.prefix(mostTried)
    let gains = largest.map { index in
      (index: index, gain: sets.people(of: UInt32(others[index].voice)).count { !result.isReached[Int($0)] })
    }
    let best = gains.sorted { $0.gain == $1.gain ? $0.index < $1.index : $0.gain > $1.gain }.prefix(5)
    return best.map { index, gain in
      let row = others[index]
      return Missed(
        row: row, gain: gain,
        reason: candidates.objection(to: row, in: network) ?? choosing.reason(against: row, gain: gain, result, network)
      )
    }
  }

  /// One row a chosen voice, in the order of choice.
  package var table: ResultTable {
    let communityOf = network.communities
    let cells = picks.enumerated().map { index, pick -> [TableCell] in
      let row = rowOfVoice[pick.voice]
      return [
        .integer(index + 1), .text(row?.label), .text(row?.section.rawValue), .text(row?.kind.rawValue),
        .text(row?.organisation), .integer(communityOf[Int(pick.voice)]), .integer(pick.reached), .integer(pick.gain),
        .integer(pick.overlap), .integer(pick.joint), .text(reason(for: pick, row)),
      ]
    }
    return ResultTable(
      columns: [
        "pick", "voice", "section", "kind", "organisation", "community", "reached", "gain", "overlap", "joint_reach",
        "reason",
      ], rows: cells)
  }

  /// What the voice is chosen for.
  private func reason(for pick: CoverageSelection.Pick, _ row: ScoredRow?) -> String {
    // What the overlap would tell is said in no other words.
    if isHidden(pick) { return "it reaches people whom nobody chosen before reaches" }
    var reason =
      switch choosing.objective {
      case .conversed: "\(Contrast.people(pick.gain)) who came back"
      case .audience: "\(Contrast.people(pick.gain)) who took part or may have seen it"
      case .replyReach where row?.basis.hasThreads ?? true:
        NumberFormat.text(pick.gain, "person who talks", "people who talk") + " below its posts"
      case .replyReach: NumberFormat.text(pick.gain, "person who replies", "people who reply") + " to it"
      }
    if pick.overlap > 0 { reason += " and whom nobody chosen before reaches" }
    if choosing.objective != .conversed, let row {
      reason +=
        row.conversed.map { $0 > 0 ? "; \(NumberFormat.text($0)) came back" : "" }
        ?? "; it answered \(row.isHidden("reciprocated") ? "some of them" : NumberFormat.text(row.reciprocated))"
    }
    if let conversations = row?.conversations, conversations < Jackknife.fewestConversations {
      reason += "; seen in \(NumberFormat.text(conversations, "conversation")) only"
    }
    if let row, case .possible = ReturnsByChance(row, in: network) { reason += "; so many could come back by chance" }
    if let replies = network.coverage.replies(of: Int(pick.voice)), let share = replies.share, share < Coverage.least {
      reason += "; the files hold \(Part(replies.held, of: replies.counted, .countedReplies).text)"
    }
    return reason
  }

  /// Whether what a pick adds is hidden, or tells how many others reach, too.
  private func isHidden(_ pick: CoverageSelection.Pick) -> Bool {
    SmallCounts.current?.hidden(["gain": Int64(pick.gain), "overlap": Int64(pick.overlap)]).isEmpty == false
  }

  /// The nearest voices that were not chosen, one row each.
  package var missedTable: ResultTable {
    ResultTable(
      columns: ["voice", "section", "score", "would_add", "why_not"],
      rows: missed.map {
        [
          .text($0.row.label), .text($0.row.section.rawValue), .integer($0.row.score), .integer($0.gain),
          .text($0.reason),
        ]
      })
  }

  /// One row a community.
  package var communityTable: ResultTable {
    ResultTable(
      columns: ["community", "voices", "reached", "chosen", "leading_voice"],
      rows: communities.map {
        [.integer($0.number), .integer($0.voices), .integer($0.reached), .integer($0.chosen), .text($0.leading)]
      })
  }

  /// What the choice comes to, in sentences.
  package var notes: [String] {
    if picks.isEmpty {
      let nobody =
        "nobody is chosen"
        + (missed.isEmpty ? "" : "; the accounts that would add most people follow, each with why it is not chosen")
      return [nobody] + [narrowing].compactMap(\.self)
    }
    let joint = picks.last?.joint ?? 0
    let sum = picks.reduce(0) { $0 + $1.reached }
    let isAll = picks.count { !included.contains($0.voice) } == candidateCount
    let asked = picks.count { included.contains($0.voice) }
    let free = picks.count - asked
    let among =
      isAll
      ? NumberFormat.isOne(candidateCount) ? "the one candidate" : "the \(NumberFormat.text(candidateCount)) candidates"
      : "\(NumberFormat.text(free)) of \(NumberFormat.text(candidateCount, "candidate"))"
    let chosen = [asked > 0 ? "the \(NumberFormat.text(asked)) asked for" : nil, free > 0 ? among : nil].compactMap(
      \.self
    )
    .joined(separator: " and ")
    let isJointHidden = picks.contains(where: isHidden)
    var notes = [
      isJointHidden
        ? "chosen: \(chosen)"
        : "\(Contrast.people(joint)) reached \(picks.count > 1 ? "together " : "")by \(chosen)"
          + (sum == joint
            ? "" : "; added up with those whom several of them reach, it would be \(NumberFormat.text(sum))")
    ]
    if choosing.objective == .audience {
      notes.append("audience is potential exposure, as far as the files hold followers: nothing says who saw anything")
    }
    if let narrowing { notes.append(narrowing) }
    let missing = communities.filter(\.isUncovered)
    if picks.count < choosing.count, !isAll {
      notes.append(
        "no further candidate adds anybody, so that fewer than \(NumberFormat.exact(choosing.count)) are chosen")
    }
    if !missing.isEmpty {
      let names = missing.prefix(3).map { community in
        let size = NumberFormat.text(community.voices, "voice")
        return
          "community \(NumberFormat.exact(community.number)) (\(community.relation.map { "\($0), " } ?? "")\(size))"
      }
      notes.append(
        "communities that nobody chosen is in or reaches: \(NumberFormat.text(missing.count)) of "
          + "\(NumberFormat.text(communities.count))\(missing.count > 3 ? ", the first of them" : ""): "
          + names.joined(separator: ", "))
    }
    return notes
  }
}

extension CoverageSelection {
  /// Why a candidate was not chosen.
  fileprivate func reason(
    against row: ScoredRow, gain: Int, _ result: Result, _ network: MeasuredNetwork
  ) -> String {
    if excluded.contains(UInt32(row.voice)) { return "excluded by name" }
    if gain == 0 { return "the chosen voices reach everybody it reaches" }
    if let limit = mostPerCommunity, let community = network.communities[row.voice],
      result.picks.count(where: { network.communities[Int($0.voice)] == community }) >= limit
    {
      return "its community has \(NumberFormat.exact(limit)) chosen already"
    }
    return "next in line: it would add \(NumberFormat.text(gain, "person", "people"))"
  }
}
