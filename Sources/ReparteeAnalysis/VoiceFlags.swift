import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What a reader of one voice's figures should keep in mind, in plain words.
package struct VoiceFlags: Sendable {
  /// Above this many posts and replies between accounts, what has to be computed hundreds of times is left out of
  /// an explanation; the measure of its name gives it.
  static let largestForResampling = 2_000_000

  /// The same for what chance alone would give, which takes up to a hundred thousand redraws: seconds at this size.
  static let largestForRedraws = 100_000

  /// Sentences without a capital and a full stop, the gravest first; empty where nothing is to be said.
  package let sentences: [String]

  /// What to keep in mind of a scored row.
  /// - Parameter resampling: whether to ask as well what chance alone would give, which takes hundreds of redraws.
  package init(_ row: ScoredRow, in network: MeasuredNetwork, resampling: Bool = true) {
    var flags: [String] = []
    if row.isThin, let returns = row.conversed {
      flags.append(
        "only \(NumberFormat.text(returns, "person", "people")) came back: one more or less would move the score far")
    }
    if network.replyReach.dependsOnOneConversation(row.voice), let share = row.largestConversationShare {
      flags.append("one conversation brought \(percent(share)) of the reply reach alone: the figure depends on it")
    }
    if let conversations = row.conversations, row.replyReach > 0 {
      if conversations < Jackknife.fewestConversations {
        flags.append(
          "\(NumberFormat.text(conversations, "conversation")): from five on it can be said how far a figure may be off"
        )
      } else if let caution = Jackknife.caution(
        conversations: conversations, count: row.replyReach,
        largestLoss: Int(network.replyReach.largestLoss[row.voice]))
      {
        flags.append(caution.text)
      }
    }
    switch row.basis {
    case .threads: break
    case .timedArcs: flags.append("known from replies between accounts alone: reply reach is no more than repliers")
    case .arcs:
      flags.append(
        "known from replies without times: nothing says who came back, and the score counts the answered alone")
    case .mixed: flags.append("known in part from replies between accounts, whose conversations are not known")
    }
    let signs = network.pileOns[row.voice]
    if signs.isFlagged == true {
      let parts = [
        signs.oneOffSign.map { "\(percent($0)) of those who replied did so once" },
        signs.oneHourSign.map { "\(percent($0)) of the replies fell within one hour" },
        signs.sharedSign.map { "\(percent($0)) of those who replied also reply to others" },
      ].compactMap(\.self)
      flags.append(
        "the replies may be a pile-on, so read them before trusting the reach: \(parts.joined(separator: ", "))")
    }
    if resampling, row.conversed ?? 0 > 0, VoiceFlags.mayRedraw(network),
      let q = network.conversedByChance.q[row.voice],
      q > 0.05
    {
      flags.append(
        "as many might come back if replies fell on anybody in the conversation: chance is not ruled out (q = "
          + "\(NumberFormat.decimal(q)))")
    }
    if network.scoped.network.quality.isPatchy {
      flags.append("more than one reply in ten lacks its parent in these data, so figures are too low")
    }
    sentences = flags
  }

  static func mayResample(_ network: MeasuredNetwork) -> Bool { size(of: network) <= largestForResampling }

  private static func mayRedraw(_ network: MeasuredNetwork) -> Bool { size(of: network) <= largestForRedraws }

  private static func size(of network: MeasuredNetwork) -> Int {
    network.scoped.network.posts.count + network.scoped.network.replies.count
  }
}
