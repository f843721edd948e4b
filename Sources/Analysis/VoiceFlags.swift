import Measures
import SocialGraph

/// What a reader of one voice's figures should keep in mind, in plain words.
struct VoiceFlags {
  let sentences: [String]

  init(_ row: ScoredRow, evidence: VoiceEvidence, in network: MeasuredNetwork) {
    var flags: [String] = []
    if let share = row.largestConversationShare, share > 0.5 {
      flags.append(
        "one conversation brought \(Int((share * 100).rounded()))% of the reply reach alone: the figure hangs on it")
    }
    if let conversations = row.conversations, conversations < Jackknife.fewestConversations, row.replyReach > 0 {
      flags.append("too few conversations (\(conversations)) to say how sure the reply reach is")
    }
    switch row.basis {
    case .threads: break
    case .timedArcs: flags.append("known from replies between accounts alone: reply reach is no more than repliers")
    case .arcs:
      flags.append("known from replies without times: conversed counts whoever replied and was ever replied to")
    case .mixed: flags.append("known in part from replies between accounts, whose conversations are not known")
    }
    let quality = network.scoped.network.quality
    if quality.isPatchy {
      flags.append("more than one reply in ten lacks its parent in these data, so figures are rather too low")
    }
    sentences = flags
  }
}
