import ReparteeGraph
import ReparteeMeasures
import Testing

@Suite struct CommunityLeaderTests {
  /// One conversation after the other: its author, and who answers whom in it, each answer a minute after the one before.
  private func measured(_ conversations: [(root: Int, answers: [(by: Int, to: Int)])]) -> MeasuredNetwork {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    let voices = (0..<20).map { builder.voices.append(platform: "local", id: .number($0 + 1)) }
    var (id, time): (Int64, Int64) = (0, 1_767_225_600)
    func add(_ author: Int, parent: Int64?) -> Int64 {
      (id, time) = (id + 1, time + 60)
      builder.add(
        .init(
          id: .number(id), author: voices[author], parent: parent.map { .number($0) }, time: Timestamp(seconds: time),
          kind: parent == nil ? .post : .reply), platform: platform)
      return id
    }
    for (root, answers) in conversations {
      var last = [root: add(root, parent: nil)]
      for answer in answers { last[answer.by] = add(answer.by, parent: last[answer.to]) }
    }
    return MeasuredNetwork(ScopedNetwork(builder.build()))
  }

  @Test func whoManyReplyToLeadsAndTwoWhoTalkWithEachOtherDoNot() {
    // Twelve people answer the first in each of six conversations; two of them also talk with each other.
    let crowd = (1...12).map { (by: $0, to: 0) }
    let network = measured((0..<6).map { _ in (0, crowd + [(by: 1, to: 2), (by: 2, to: 1), (by: 1, to: 2)]) })
    #expect(network.communityLeading.values.map { $0.map(\.voice) } == [[0]])
    #expect(network.communityLeaders.values.map(\.voice) == [0] && (network.communityLeaders[1]?.repliers ?? 0) >= 10)
  }

  @Test func nobodyLeadsToWhomOneOrTwoReply() {
    let pair = measured((0..<6).map { _ in (0, [(by: 1, to: 0), (by: 0, to: 1), (by: 1, to: 0), (by: 2, to: 1)]) })
    #expect(pair.communityLeading.isEmpty && pair.communityLeaders.isEmpty)
  }

  @Test func membersWhoComeBackToSomebodyCountMoreThanRepliers() throws {
    // All but one come back to the first after an answer; the other, to whom all reply, answers nobody.
    let talk = (2...5).flatMap { [(by: $0, to: 0), (by: 0, to: $0), (by: $0, to: 0), (by: $0, to: 1)] }
    let network = measured((0..<6).map { _ in (1, [(by: 0, to: 1)] + talk) })
    let leading = try #require(network.communityLeading[1])
    #expect(leading.map(\.voice) == [0], "whoever answers nobody is not named beside")
    #expect(leading[0].returns == 4 && leading[0].repliers == 4)
  }
}
