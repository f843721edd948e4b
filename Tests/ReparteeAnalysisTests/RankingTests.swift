import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import ReparteeText
import Testing

@Suite struct RankingTests {
  /// Pairs of a voice and as many partners as given, each of whom comes back, so that R = R1 = C.
  func rows(partners: [Int], ranking: Ranking = .score) -> [ScoredRow] {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    var (account, post): (Int64, Int64) = (0, 0)
    for count in partners {
      let voice = builder.voices.append(platform: "local", id: .number(account), handle: "voice \(account)")
      account += 1
      post += 1
      let root = post
      builder.add(.init(id: .number(root), author: voice), platform: platform)
      for _ in 0..<count {
        let person = builder.voices.append(platform: "local", id: .number(account))
        account += 1
        var parent = root
        for author in [person, voice, person] {
          post += 1
          builder.add(
            .init(id: .number(post), author: author, parent: .number(parent), kind: .reply), platform: platform)
          parent = post
        }
      }
    }
    return Scoring(ranking: ranking).rows(of: ScopedNetwork(builder.build()))
  }

  @Test func tiesShareARankAndTheNextOneCountsThem() {
    let ranked = rows(partners: [1, 3, 2, 3, 2]).filter { $0.section == .voices }
    #expect(ranked.map(\.conversed) == [3, 3, 2, 2, 1])
    #expect(ranked.map(\.rank) == [1, 1, 3, 3, 5])
    #expect(ranked[0].voice < ranked[1].voice, "ties stand in id order")
  }

  @Test func onlyVoicesHaveARank() {
    #expect(rows(partners: [2, 1]).filter { $0.section != .voices }.allSatisfy { $0.rank == nil })
  }

  @Test func everyRankingIsByItsOwnColumn() {
    for ranking in Ranking.allCases {
      let ranked = rows(partners: [1, 4, 2], ranking: ranking).filter { $0.section == .voices }
      #expect(ranked.map(\.repliers) == [4, 2, 1], "\(ranking.rawValue)")
    }
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (37221, "37,221"), (-1_234_567, "-1,234,567")])
  func numbersForPeopleAreGrouped(number: Int, text: String) {
    #expect(NumberFormat.text(number) == text)
  }

  @Test func twoOfOneNameAreToldApart() {
    var voices = Voices()
    voices.append(platform: "a", id: .number(1), handle: "same")
    voices.append(platform: "b", id: .number(2), handle: "SAME")
    voices.append(platform: "b", id: .number(3), handle: "twice")
    voices.append(platform: "b", id: .number(4), handle: "twice")
    voices.append(platform: "b", id: .number(5), handle: "only")
    let labels = VoiceLabels(voices)
    #expect((0..<5).map { labels[$0] } == ["a:same", "b:SAME", "b:3", "b:4", "only"])
    // What a platform in front makes of one may be another's name, and letters beyond ASCII have cases too.
    voices.append(platform: "c", id: .number(6), handle: "A:Same")
    voices.append(platform: "c", id: .number(7), handle: "ÉMILE")
    voices.append(platform: "d", id: .number(8), handle: "émile")
    voices.append(platform: "e", id: .number(9), handle: "re\u{301}my")
    voices.append(platform: "f", id: .number(10), handle: "RÉMY")
    voices.append(platform: "f", id: .number(11), handle: "ONL\u{212A}")
    voices.append(platform: "g", id: .number(12), handle: "onlk")
    let more = VoiceLabels(voices)
    #expect((8..<12).map { more[$0] } == ["e:re\u{301}my", "f:RÉMY", "f:ONL\u{212A}", "g:onlk"])
    #expect((0..<8).map { more[$0] } == ["a:1", "b:SAME", "b:3", "b:4", "only", "c:6", "c:ÉMILE", "d:émile"])
  }
}
