import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeMeasures

/// Every verifier reads flat branches by itself: where the kernel's way of reading them is wrong, all of them say so.
@Suite struct FlatBranchVerifierTests {
  private static let seeds = UInt64(1)...150

  /// Ways to misread a flat branch.
  enum WrongRule: CaseIterable {
    case nothing, lastOfMany, theOtherWayRound

    @Sendable func exchanges(in network: ScopedNetwork) -> [Exchange] {
      let right = FlatBranch.exchanges(in: network)
      switch self {
      case .nothing: return []
      case .lastOfMany: return right.dropLast()
      case .theOtherWayRound:
        return right.map { Exchange(pair: $0.pair.reversed, time: $0.time, conversation: $0.conversation) }
      }
    }
  }

  /// What each of the nine verifiers says of a network's own results.
  private func findings(_ network: ScopedNetwork, seed: UInt64) -> [String: String?] {
    let measured = MeasuredNetwork(network)
    let pool = (0..<UInt32(network.network.voices.count)).map { $0 }
    var rule = ConversedByChance.Rule()
    (rule.draws, rule.mostDraws) = (19, 19)
    let byChance = ConversedByChance.compute(
      in: network, conversed: measured.conversed, reciprocated: measured.reciprocated, seed: seed, rule: rule)
    return [
      "R1": Repliers.discrepancy(of: measured.repliers, in: network),
      "M": Reciprocated.discrepancy(of: measured.reciprocated, in: network),
      "C": Conversed.discrepancy(of: measured.conversed, in: network),
      "R": measured.replyReach.discrepancy(in: network),
      "intervals": measured.funnelIntervals.discrepancy(
        conversations: measured.replyReach.conversations, in: network),
      "chance": byChance.discrepancy(in: network, seed: seed, rule: rule),
      "pile-on": PileOn.discrepancy(of: measured.pileOns, in: network),
      "retention": PartnerRetention.discrepancy(of: measured.partnerWeeks, in: network),
      "lost replies": seed > 12
        ? nil
        : LostReplies.compute(in: network, pool: pool, seed: seed)
          .discrepancy(pool: pool, seed: seed, in: network),
    ]
  }

  /// A partner who is in no set but by the exchange: 1 answered a comment of 0 before the window, and came back in it.
  private static let onlyByExchange: RandomNetwork = {
    var raw = RandomNetwork(seed: 1)
    raw.people = 4
    raw.isBot = Array(repeating: false, count: 4)
    raw.organisation = Array(repeating: nil, count: 4)
    raw.followerCounts = Array(repeating: nil, count: 4)
    (raw.replies, raw.follows, raw.reposts) = ([], [], [])
    raw.dropsColleagues = false
    raw.window = Window(start: Timestamp(seconds: 600))
    let comments: [(author: Int, parent: Int64?, minute: Int64, mentions: [Int])] = [
      (2, nil, 0, []), (3, 1, 1, []), (0, 2, 2, []), (1, 2, 3, [0]), (0, 2, 11, []), (1, 2, 12, []),
    ]
    raw.posts = comments.enumerated().map { place, comment in
      RandomNetwork.Post(
        id: Int64(place) + 1, author: comment.author, parent: comment.parent, parentAuthor: nil, conversation: nil,
        minute: comment.minute, kind: place == 0 ? .post : .comment, mentions: comment.mentions)
    }
    return raw
  }()

  /// A video's comments in the order of time: 3 under it, then under that one 0, 1 to 0, and after the window's start 0
  /// and 1 to all.
  @Test func thePartnerByHand() {
    let network = scoped(Self.onlyByExchange, nil)
    #expect(Array(Conversed.compute(in: network)[0]) == [1] && Array(Repliers.compute(in: network)[0]) == [1])
    #expect(ReplyReach.compute(in: network).reach[0] == 1)
    let exchanges = Verification.flatExchanges(in: network)
    #expect(exchanges.map(\.voice) == [0] && exchanges.map(\.person) == [1])
    let withoutAny = scoped(Self.onlyByExchange, .nothing)
    #expect(ReplyReach.compute(in: withoutAny).reach[0] == 0)
    #expect(ReplyReach.compute(in: withoutAny).discrepancy(in: withoutAny) != nil)
  }

  private func scoped(_ raw: RandomNetwork, _ rule: WrongRule?) -> ScopedNetwork {
    let scope = Scope(window: raw.window, colleagues: raw.dropsColleagues ? .leaveOut : .count)
    guard let rule else { return ScopedNetwork(raw.network(), scope: scope) }
    return ScopedNetwork(raw.network(), scope: scope, branchRule: rule.exchanges)
  }

  @Test func theRightRulePassesAll() {
    for seed in Self.seeds {
      for raw in [RandomNetwork(seed: seed, pace: 500), .ofManyConversations(seed: seed), Self.onlyByExchange] {
        for (name, finding) in findings(scoped(raw, nil), seed: seed) {
          #expect(finding == nil, "\(name), seed \(seed)")
        }
      }
    }
  }

  @Test(arguments: WrongRule.allCases) func aWrongRuleIsCaughtByEveryVerifier(rule: WrongRule) {
    var caught = Set(findings(scoped(Self.onlyByExchange, rule), seed: 1).filter { $0.value != nil }.keys)
    for seed in Self.seeds {
      for raw in [RandomNetwork(seed: seed, pace: 500), .ofManyConversations(seed: seed)] {
        caught.formUnion(findings(scoped(raw, rule), seed: seed).filter { $0.value != nil }.keys)
      }
    }
    let all = Set(findings(scoped(RandomNetwork(seed: 1), nil), seed: 1).keys)
    #expect(all.count == 9 && caught == all, "not caught by \(all.subtracting(caught).sorted())")
  }
}
