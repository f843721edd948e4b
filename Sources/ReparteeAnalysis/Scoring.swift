import ReparteeGraph
import ReparteeMeasures

/// Scores every voice down the reach funnel, sorts the voices into sections, and ranks them.
package struct Scoring: Sendable {
  /// Part of every saved run: a new number where a definition changes.
  package static let definitionsVersion = "2"

  /// The kinds that may stand in `voices`.
  package var eligibleKinds: Set<VoiceKind>
  /// What `voices` are ranked by.
  package var ranking: Ranking
  /// The random seed of measures that need one.
  package var seed: UInt64

  /// Scoring by these rules; by default people and accounts of unknown kind may be voices.
  package init(eligibleKinds: Set<VoiceKind> = [.person, .unknown], ranking: Ranking = .score, seed: UInt64 = 1) {
    self.eligibleKinds = eligibleKinds
    self.ranking = ranking
    self.seed = seed
  }

  /// One row for every author, author of a stub, and party to a reply arc; sections in order, ranks given.
  package func rows(of network: ScopedNetwork) -> [ScoredRow] { rows(of: measured(network)) }

  /// The network with nothing measured yet, for these rules.
  package func measured(_ network: ScopedNetwork) -> MeasuredNetwork {
    MeasuredNetwork(network, eligibleKinds: eligibleKinds, seed: seed)
  }

  /// The rows of a network that is measured for these rules.
  /// - Parameter top: how many of the first rows are shown, with exact audiences; the others get none unless it ranks.
  ///   Nil is all, with audiences that are estimated where the network is too large to count.
  package func rows(of measured: MeasuredNetwork, top: Int? = nil) -> [ScoredRow] {
    let network = measured.scoped
    let voices = measured.voices
    let (repliers, reciprocated, conversed) = (measured.repliers, measured.reciprocated, measured.conversed)
    let reach = measured.replyReach
    let responses = measured.responseRates
    let evidence = Evidence.all(in: network)
    let labels = measured.labels

    var rows: [ScoredRow] = []
    rows.reserveCapacity(evidence.count { $0.basis != nil })
    for voice in 0..<voices.count {
      guard let basis = evidence[voice].basis else { continue }
      let hasPosts = basis == .threads || evidence[voice].hasThreads
      var row = ScoredRow(
        voice: voice, section: .others, label: labels[voice], kind: voices.kinds[voice],
        organisation: voices.organisation(of: voice), replyReach: Int(reach.reach[voice]),
        replyReachLow: reach.intervals[voice]?.low, replyReachHigh: reach.intervals[voice]?.high,
        conversed: conversed.count(of: voice), repliers: repliers.count(of: voice),
        reciprocated: reciprocated.count(of: voice), audienceReach: nil,
        followers: followers(of: voice, in: network.network),
        conversations: hasPosts ? Int(reach.conversations[voice]) : nil,
        posts: hasPosts ? evidence[voice].posts : nil, responseRate: responses[voice].rate,
        largestConversationShare: hasPosts ? reach.largestConversationShare(of: voice) : nil, basis: basis)
      row.section = section(of: row)
      rows.append(row)
    }
    if top == nil || ranking == .audienceReach {
      let audiences = measured.audiences
      for index in rows.indices { rows[index].audienceReach = audiences[rows[index].voice].map { Int($0.people) } }
    }
    ranking.sortAndRank(&rows)
    if let top {
      let audiences = AudienceReach.compute(in: network, of: rows.prefix(top).map(\.voice))
      for (index, audience) in audiences.enumerated() { rows[index].audienceReach = audience.map { Int($0.people) } }
    }
    return rows
  }

  /// The section's rule: a return seen makes a voice of an eligible kind; ten repliers of whom next to nobody is
  /// answered make a broadcaster, a channel too; the rest of the other kinds is excluded.
  private func section(of row: ScoredRow) -> VoiceSection {
    let isEligible = eligibleKinds.contains(row.kind)
    if isEligible, row.conversed >= 1 { return .voices }
    let mayBroadcast = row.kind != .anonymous && row.kind != .bot
    if mayBroadcast, row.repliers >= 10, row.conversed == 0, row.reciprocated * 20 <= row.repliers {
      return .broadcasters
    }
    return isEligible ? .others : .excluded
  }

  /// The platforms' own count, else the number of follow edges held.
  private func followers(of voice: Int, in network: SocialNetwork) -> Int64? {
    if let count = network.voices.followerCounts[voice] { return count }
    guard let held = network.followers?.degree(of: voice), held > 0 else { return nil }
    return Int64(held)
  }
}
