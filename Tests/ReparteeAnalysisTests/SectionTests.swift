import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Testing

/// The sections' thresholds, at and around their edges.
@Suite struct SectionTests {
  /// A voice of `kind` to whom `repliers` reply, of whom it answers the first `answered`, who come back `returned` times.
  func section(
    kind: VoiceKind, repliers: Int, answered: Int = 0, returned: Int = 0,
    eligible: Set<VoiceKind> = [.person, .unknown]
  ) -> VoiceSection? {
    var builder = NetworkBuilder()
    let voice = builder.voices.append(platform: "local", id: .number(0), kind: kind)
    let people = (1...max(1, repliers)).map { builder.voices.append(platform: "local", id: .number(Int64($0))) }
    let platform = builder.platform(named: "local")
    builder.add(.init(id: .number(1), author: voice), platform: platform)
    for index in 0..<repliers {
      let base = Int64(index + 1) * 10
      builder.add(.init(id: .number(base), author: people[index], parent: .number(1), kind: .reply), platform: platform)
      guard index < answered else { continue }
      builder.add(
        .init(id: .number(base + 1), author: voice, parent: .number(base), kind: .reply), platform: platform)
      guard index < returned else { continue }
      builder.add(
        .init(id: .number(base + 2), author: people[index], parent: .number(base + 1), kind: .reply),
        platform: platform)
    }
    let rows = Scoring(eligibleKinds: eligible).rows(of: ScopedNetwork(builder.build()))
    return rows.first { $0.voice == Int(voice) }?.section
  }

  @Test func oneReturnMakesAVoiceOfAnEligibleKind() {
    #expect(section(kind: .person, repliers: 1, answered: 1, returned: 1) == .voices)
    #expect(section(kind: .unknown, repliers: 30, answered: 2, returned: 1) == .voices)
    #expect(section(kind: .person, repliers: 1, answered: 1) == .others)
    #expect(section(kind: .person, repliers: 0) == .others)
  }

  @Test func tenRepliersOfWhomNextToNobodyIsAnsweredMakeABroadcaster() {
    #expect(section(kind: .person, repliers: 9) == .others)
    #expect(section(kind: .person, repliers: 10) == .broadcasters)
    #expect(section(kind: .person, repliers: 19, answered: 1) == .others)
    #expect(section(kind: .person, repliers: 20, answered: 1) == .broadcasters)
    #expect(section(kind: .person, repliers: 40, answered: 3) == .others)
    // One courtesy answer, or two, that are returned make nobody a voice; the third does.
    #expect(section(kind: .unknown, repliers: 30, answered: 1, returned: 1) == .broadcasters)
    #expect(section(kind: .person, repliers: 40, answered: 2, returned: 2) == .broadcasters)
    #expect(section(kind: .person, repliers: 60, answered: 3, returned: 3) == .voices)
  }

  @Test func aChannelMayBroadcastAndIsExcludedOtherwise() {
    #expect(section(kind: .channel, repliers: 10) == .broadcasters)
    #expect(section(kind: .channel, repliers: 9) == .excluded)
    #expect(section(kind: .channel, repliers: 10, answered: 1, returned: 1) == .excluded)
    #expect(section(kind: .channel, repliers: 1, answered: 1, returned: 1, eligible: [.channel]) == .voices)
  }

  @Test func anonymousAccountsAndBotsAreNeverBroadcasters() {
    #expect(section(kind: .anonymous, repliers: 50) == .excluded)
    #expect(section(kind: .bot, repliers: 50) == .excluded)
    #expect(section(kind: .anonymous, repliers: 2, answered: 1, returned: 1) == .excluded)
  }
}
