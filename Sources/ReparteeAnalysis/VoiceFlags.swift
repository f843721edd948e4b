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

  /// What holds for this voice, in sentences without a capital and a full stop, the gravest first; empty where nothing is to
  /// be said.
  package let sentences: [String]
  /// What holds for every voice of these data, likewise.
  package let sentencesOfAll: [String]

  /// What to keep in mind of a scored row.
  package init(_ row: ScoredRow, in network: MeasuredNetwork) {
    var flags: [String] = []
    if row.kind == .bot, !network.scoped.isPerson[row.voice] {
      flags.append("it is a bot, so what it answered is not counted; a count with bots is made on request")
    }
    // Where small counts are hidden, so is which of them is one or two.
    if row.isThin, let returns = row.conversed, SmallCounts.current == nil {
      flags.append(
        "only \(NumberFormat.text(returns, "person", "people")) came back: one more or less would move the score far")
    }
    let largest = Int(network.replyReach.largestLoss[row.voice])
    // With a single conversation the next sentence says as much.
    if network.replyReach.dependsOnOneConversation(row.voice), row.conversations ?? 0 > 1 {
      flags.append(
        "one conversation alone brought \(Part(largest, of: row.replyReach, .peopleInReach).text): the figure "
          + "depends on it")
    }
    if let conversations = row.conversations, row.replyReach > 0 {
      if conversations < Jackknife.fewestConversations {
        flags.append(
          (NumberFormat.isOne(conversations)
            ? "seen in one conversation only, which brought all of the reply reach (100%)"
            : "seen in \(NumberFormat.text(conversations)) conversations only")
            + ": an interval needs at least five")
      } else if let caution = network.cautionOfReach(row) {
        flags.append(caution)
      }
    }
    if let replies = network.coverage.replies(of: row.voice), let share = replies.share, share < Coverage.least {
      flags.append(
        "the files hold \(Part(replies.held, of: replies.counted, .countedReplies).text) below its posts: its figures may be "
          + "too low")
    }
    let basis: String? =
      switch row.basis {
      case .threads: nil
      case .timedArcs: "known from replies between accounts alone: reply reach is no more than repliers"
      case .arcs:
        "known from replies without times: nothing says who came back, and the score counts the answered alone"
      case .mixed: "known in part from replies between accounts, whose conversations are not known"
      }
    let isBasisOfAll = network.evidence.allSatisfy { $0.basis.map { $0 == row.basis } ?? true }
    if let basis, !isBasisOfAll { flags.append(basis) }
    let signs = network.pileOns[row.voice]
    if signs.isFlagged == true {
      let parts = [
        signs.oneOffSign.map { _ in "\(Part(signs.oneOff, of: signs.repliers, .peopleWhoReplied).text) did so once" },
        signs.oneHourSign.map { _ in "\(Part(signs.withinOneHour, of: signs.timed, .replies).text) fell within one hour"
        },
        signs.sharedSign.map { _ in
          "\(Part(signs.shared, of: signs.repliers, .peopleWhoReplied).text) also \(NumberFormat.isOne(signs.shared) ? "replies" : "reply") to others"
        },
      ].compactMap(\.self)
      flags.append(
        "the replies may be a pile-on, so read them before trusting the reach: \(parts.joined(separator: ", "))")
    }
    switch ReturnsByChance(row, in: network) {
    case .possible: flags.append("so many can also come back where people reply to whoever spoke lately")
    case .untestable:
      flags.append(
        "redrawn as replies fall in these data, as many come back every time, so nothing says whether those who came back "
          + "meant this account")
    case .beyond, .unknown: break
    }
    sentences = flags
    sentencesOfAll =
      [
        isBasisOfAll ? basis : nil,
        network.isPatchy
          ? "more than one reply in ten lacks its parent in these data, so figures may be too low" : nil,
      ].compactMap(\.self)
  }

  static func mayResample(_ network: MeasuredNetwork) -> Bool {
    !network.isPart && network.extent.size <= largestForResampling
  }

  static func mayRedraw(_ network: MeasuredNetwork) -> Bool {
    !network.isPart && network.extent.size <= largestForRedraws
  }
}

/// Whether so many people would come back to a voice if replies fell on whoever spoke lately (`ConversedByChance`).
enum ReturnsByChance {
  /// More came back than random replies bring, at this q.
  case beyond(q: Double)
  /// Random replies bring as many often enough, at this q.
  case possible(q: Double)
  /// Whatever is redrawn, as many come back: hardly anybody else could have been replied to.
  case untestable
  /// Nobody came back, or it is not computed.
  case unknown

  /// What is known of a row.
  init(_ row: ScoredRow, in network: MeasuredNetwork) {
    guard row.conversed ?? 0 > 0, VoiceFlags.mayRedraw(network), let p = network.conversedByChance.p[row.voice],
      let q = network.conversedByChance.q[row.voice]
    else {
      self = .unknown
      return
    }
    self = p == 1 ? .untestable : q > 0.05 ? .possible(q: q) : .beyond(q: q)
  }
}
