import ReparteeGraph
import ReparteeMeasures

/// The sets behind one voice's figures.
struct VoiceEvidence {
  let voice: Int
  let network: MeasuredNetwork
  let labels: VoiceLabels
  let reach: ReachDetail
  let audience: [UInt32]

  init(_ voice: Int, in network: MeasuredNetwork) {
    self.voice = voice
    self.network = network
    labels = VoiceLabels(network.voices)
    var reader = ReachDetail.Reader(network.scoped)
    reach = reader.detail(of: voice)
    audience = AudienceReach.people(of: voice, reach: reach.people, in: network.scoped)
  }

  /// The held followers of the voice, whether they count as people or not.
  var heldFollowers: [UInt32] { (network.scoped.network.followers?[voice]).map(Array.init) ?? [] }

  func person(_ other: UInt32) -> Explanation.Person {
    let voices = network.voices
    return Explanation.Person(
      voice: labels[Int(other)], platform: voices.platforms[Int(other)], id: "\(voices.ids[Int(other)])")
  }

  /// The figures that count people, widest first.
  var figures: [Explanation.Figure] {
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
  var conversations: [Explanation.Conversation] {
    let graph = network.scoped.network
    return reach.conversations.map { share in
      let root = graph.conversations.root(of: Int(share.conversation))
      let author = graph.posts.authors[root]
      return Explanation.Conversation(
        conversation: "\(graph.posts.ids[root])", platform: graph.posts.platform(of: root),
        author: author == Posts.none ? nil : labels[Int(author)], started: graph.posts.time(of: root)?.isoMoment,
        people: share.met, onlyThere: share.onlyThere)
    }
  }

  /// What the figures that count no people come from.
  func grounds(of row: ScoredRow) -> [String] {
    var grounds = ["score: √(\(row.replyReach) × \(row.conversed)), reply reach times conversed"]
    if let followers = row.followers {
      let isPlatforms = network.voices.followerCounts[voice] != nil
      grounds.append(
        isPlatforms
          ? "followers: \(Grouped.text(Int(followers))) by the platform's or the roster's own count; "
            + "\(Grouped.text(heldFollowers.count)) of their follow edges are held"
          : "followers: \(Grouped.text(Int(followers))) follow edges held; no count by the platform is known")
    }
    if row.audienceReach != nil {
      let lists = ([UInt32(voice)] + reach.people).count { network.scoped.network.followers?[Int($0)].isEmpty == false }
      grounds.append(
        "audience reach: potential exposure; follow lists are held of \(Grouped.text(lists)) of the "
          + "\(Grouped.text(reach.people.count + 1)) people concerned")
    }
    let responses = network.responseRates[voice]
    if responses.incoming > 0 {
      grounds.append(
        "response rate: answered \(Grouped.text(responses.answered)) of "
          + "\(Grouped.text(responses.incoming, "reply", "replies")) within seven days, from "
          + "\(Grouped.text(responses.peopleAnswered)) of \(Grouped.text(responses.people, "person", "people"))")
    }
    if let posts = row.posts, let conversations = row.conversations {
      grounds.append(
        "posts: \(Grouped.text(posts)) of its own in the window, in \(Grouped.text(conversations, "conversation"))")
    }
    return grounds + certainty(of: row)
  }

  /// How far the figures and the rank may be off.
  private func certainty(of row: ScoredRow) -> [String] {
    var lines: [String] = []
    if let low = row.replyReachLow, let high = row.replyReachHigh {
      lines.append(
        "reply reach: about \(Grouped.decimal(low)) to \(Grouped.decimal(high)) with other conversations of the same kind"
      )
    }
    guard row.section == .voices else { return lines }
    if let band = network.rankBands[voice] {
      lines.append(
        "rank: with half of the conversations left out, \(Grouped.text(band.low)) to \(Grouped.text(band.high)) by reply "
          + "reach, and among the first ten in \(Int((band.topShare * 100).rounded()))% of such halves")
    }
    if VoiceFlags.mayResample(network) {
      let ranks = network.lostReplies.compactMap { $0[voice] }
      if ranks.count == LostReplies.levels.count {
        let text = zip(LostReplies.levels, ranks).map { "\(Grouped.text($1)) after losing \($0)%" }
        lines.append("rank by score, were replies lost at random: \(text.joined(separator: ", "))")
      }
    }
    return lines
  }
}
