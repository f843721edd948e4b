import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeMeasures

/// How much of what platforms counted is held, and what reply reach would be at full coverage.
@Suite struct CoverageTests {
  /// Posts as (id, author, parent), with counts.
  private func network(
    _ posts: [(id: Int64, author: UInt32, parent: Int64?)], counts: [(Int64, Int, Bool)], comments: Bool = false
  ) -> MeasuredNetwork {
    var builder = NetworkBuilder()
    for voice in 0...(posts.map { Int64($0.author) }.max() ?? 0) {
      builder.voices.append(platform: "local", id: .number(voice))
    }
    let platform = builder.platform(named: "local")
    for (minute, post) in posts.enumerated() {
      builder.add(
        .init(
          id: .number(post.id), author: post.author, parent: post.parent.map { .number($0) },
          time: Timestamp(seconds: Int64(minute) * 60),
          kind: post.parent == nil ? .post : comments ? .comment : .reply), platform: platform)
    }
    for (post, replies, isWhole) in counts {
      builder.addReplyCount(replies, isWhole: isWhole, ofPost: .number(post), platform: platform)
    }
    return MeasuredNetwork(ScopedNetwork(builder.build()))
  }

  /// A root by 0 with two direct replies, one of which has an answer. Ten direct replies were counted, of the answered one 1.
  private let thread: [(id: Int64, author: UInt32, parent: Int64?)] = [(1, 0, nil), (2, 1, 1), (3, 2, 1), (4, 0, 2)]

  @Test func directRepliesByHand() {
    let coverage = network(thread, counts: [(1, 10, false), (2, 1, false)]).coverage
    #expect(coverage[0] == 0.2 && coverage[1] == 1 && coverage[2] == nil)
    #expect(coverage.ofConversation(0) == 3.0 / 11 && coverage.total == .init(held: 3, counted: 11))
  }

  @Test func everythingBelowByHand() {
    let coverage = network(thread, counts: [(1, 10, true)]).coverage
    #expect(coverage[0] == 0.3)
  }

  /// More may be held than was counted, when the count is older: no more than that is held.
  @Test func noMoreThanWasCounted() { #expect(network(thread, counts: [(1, 1, false)]).coverage[0] == 1) }

  /// Of two counts the larger holds, of all below before one of direct replies; 0 and posts that nobody holds say nothing.
  @Test func severalCountsOfOnePost() {
    let counts = network(
      thread, counts: [(1, 4, false), (1, 8, false), (2, 3, false), (2, 2, true), (3, 0, false), (77, 9, false)]
    ).scoped.network.posts.replyCounts
    #expect(counts.count == 2)
    #expect((0..<2).map { counts[$0].replies } == [8, 2] && (0..<2).map { counts[$0].isWhole } == [false, true])
  }

  /// In a flat branch all answers are attached to the top comment, whomever they name.
  @Test func theCountOfACommentIsOfItsBranch() {
    let posts: [(id: Int64, author: UInt32, parent: Int64?)] = [(1, 0, nil), (2, 1, 1), (3, 2, 2), (4, 3, 3)]
    #expect(network(posts, counts: [(2, 4, false)], comments: true).coverage[1] == 0.5)
    #expect(network(posts, counts: [(2, 4, false)]).coverage[1] == 0.25)
  }

  /// A video's count holds those of its comments; for the voice of a comment the comment's own count holds.
  @Test func aCountWithinAnotherIsNotAddedToIt() {
    let posts: [(id: Int64, author: UInt32, parent: Int64?)] = [(1, 0, nil), (2, 1, 1), (3, 2, 2), (4, 0, 1)]
    let coverage = network(posts, counts: [(1, 10, true), (2, 6, false), (4, 2, false)], comments: true).coverage
    #expect(coverage.total == .init(held: 3, counted: 10))
    #expect(coverage.replies(ofConversation: 0) == .init(held: 3, counted: 10))
    #expect(coverage.replies(of: 0) == .init(held: 3, counted: 10))
    #expect(coverage.replies(of: 1) == .init(held: 1, counted: 6))
    // The video's count is the older one.
    let newer = network(posts, counts: [(1, 3, true), (2, 60, false), (4, 2, false)], comments: true).coverage
    #expect(newer.total == .init(held: 1, counted: 62))
  }

  @Test func nothingIsKnownWithoutCounts() {
    for family in CertaintyCase.families {
      let measured = MeasuredNetwork(family)
      #expect(measured.coverage.total.share == nil && measured.replyReachFull.allSatisfy { $0 == nil })
    }
  }

  @Test func coveragesThatAreFarApartAreNotCompared() {
    #expect(Coverage.mayCompare(0.9, 0.8) && !Coverage.mayCompare(0.9, 0.79))
    #expect(Coverage.mayCompare(nil, 0.1) && Coverage.mayCompare(nil, nil))
  }

  @Test func everyCoveragePassesItsVerifier() {
    var known = 0
    for seed in UInt64(1)...400 {
      let raw = RandomNetwork(seed: seed).counting(perHeld: 2)
      let network = raw.network(shuffledBy: seed)
      let coverage = Coverage.compute(in: network)
      known += (0..<raw.people).count { coverage[$0] != nil }
      #expect(coverage.discrepancy(in: network) == nil, "seed \(seed)")
      #expect(coverage == Coverage.compute(in: raw.network()), "seed \(seed)")
      if coverage.total.held > 0 {
        #expect(coverage.discrepancy(in: RandomNetwork(seed: seed).network()) != nil)
      }
    }
    #expect(known > 400)
  }

  // MARK: Reply reach at full coverage

  /// f = 3, 1: at t = 1/2 the series is 3/2 − 1/4.
  @Test func goodAndToulminByHand() throws {
    #expect(try #require(ReplyReachFull.more(seen: [1: 3, 2: 1], missing: 0.5)) == 1.25)
    #expect(ReplyReachFull.more(seen: [1: 3, 2: 1], missing: 0) == 0)
    // n = 5, ln 5 = 1.609.
    #expect(ReplyReachFull.more(seen: [1: 3, 2: 1], missing: 1.61) == nil)
    #expect(ReplyReachFull.more(seen: [:], missing: 0.5) == nil)
  }

  /// t = 1.5, n = 5: ½ log₂(5 · 2.25 / 0.5) = 2.25, so two trials of chance 0.4: P(L ≥ 1) = 0.64, P(L ≥ 2) = 0.16.
  @Test func efronAndThistedByHand() throws {
    let more = try #require(ReplyReachFull.more(seen: [1: 3, 2: 1], missing: 1.5))
    #expect(abs(more - (1.5 * 0.64 * 3 - 2.25 * 0.16)) < 1e-12)
  }

  /// Half of the replies to the root are held: t = 1, three people with one post and one with two, so 3 − 1 more.
  @Test func halfHeld() throws {
    let measured = network(
      [(1, 0, nil), (2, 1, 1), (3, 2, 1), (4, 3, 1), (5, 4, 1), (6, 4, 1)], counts: [(1, 10, false)])
    let full = try #require(measured.replyReachFull[0])
    #expect(measured.replyReach.reach[0] == 4 && full.estimate == 6 && full.low == nil && full.high == nil)
  }

  @Test func nothingIsMissing() throws {
    let measured = network([(1, 0, nil), (2, 1, 1), (3, 2, 1)], counts: [(1, 2, false)])
    #expect(try #require(measured.replyReachFull[0]).estimate == 2)
  }

  @Test func everyEstimatePassesItsVerifier() {
    var (estimates, intervals) = (0, 0)
    for seed in UInt64(1)...300 {
      let factor = 1 + Int(seed % 3)
      let raw = (seed.isMultiple(of: 2) ? RandomNetwork(seed: seed) : .ofManyConversations(seed: seed))
        .counting(perHeld: factor, percent: 80)
      let measured = MeasuredNetwork(CertaintyCase.scoped(raw, shuffledBy: seed))
      let full = measured.replyReachFull
      estimates += full.count { $0 != nil }
      intervals += full.count { $0?.low != nil }
      let reach = measured.replyReach
      let found = ReplyReachFull.discrepancy(
        of: full, reach: reach.reach.map(Int.init), conversations: reach.conversations.map(Int.init),
        in: measured.scoped)
      #expect(found == nil, "seed \(seed)")
      for voice in full.indices {
        guard let value = full[voice] else { continue }
        #expect(value.estimate >= Double(reach.reach[voice]), "seed \(seed)")
        if let low = value.low, let high = value.high {
          #expect(low >= Double(reach.reach[voice]) && low <= value.estimate && value.estimate <= high + 1e-9)
        }
      }
    }
    #expect(estimates > 300 && intervals > 50)
  }
}
