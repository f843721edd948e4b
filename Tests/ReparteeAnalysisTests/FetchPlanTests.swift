import ReparteeGraph
import ReparteeMeasures
import Testing

@testable import ReparteeAnalysis

/// What to fetch next, where the files lack replies that the platforms counted.
@Suite struct FetchPlanTests {
  /// Two voices with a conversation each, of which ten replies are missing: one answers and is answered, the other one not.
  private func network() -> MeasuredNetwork {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "x")
    let voices = (0..<40).map { builder.voices.append(platform: "x", id: .number($0), handle: "voice \($0)") }
    var next: Int64 = 100
    func add(_ author: UInt32, _ parent: Int64?) -> Int64 {
      next += 1
      builder.add(
        .init(
          id: .number(next), author: author, parent: parent.map { .number($0) },
          time: Timestamp(seconds: 1_767_225_600 + next), kind: parent == nil ? .post : .reply), platform: platform)
      return next
    }
    let (talker, broadcaster) = (voices[0], voices[1])
    let root = add(talker, nil)
    for person in voices[2..<8] { _ = add(person, add(talker, add(person, root))) }
    let silent = add(broadcaster, nil)
    for person in voices[8..<30] { _ = add(person, silent) }
    builder.addReplyCount(16, isWhole: false, ofPost: .number(root), platform: platform)
    builder.addReplyCount(32, isWhole: false, ofPost: .number(silent), platform: platform)
    // Whole: nothing to fetch.
    let whole = add(voices[39], nil)
    _ = add(voices[38], whole)
    builder.addReplyCount(1, isWhole: false, ofPost: .number(whole), platform: platform)
    return MeasuredNetwork(ScopedNetwork(builder.build()))
  }

  @Test func whoAnswersComesFirst() {
    let network = network()
    let plan = FetchPlan(network)
    #expect(plan.items.map(\.missing) == [10, 10] && plan.items.map(\.held) == [6, 22])
    #expect(plan.items.map { $0.voice.map { network.labels[Int($0)] } } == ["voice 0", "voice 1"])
    #expect(plan.items[0].value > 3 * plan.items[1].value)
  }

  @Test func aBudgetPaysForTheFirstOnesAndTheLastInPart() {
    let plan = FetchPlan(network())
    #expect(plan.items(within: 12).map(\.fetched) == [10, 2])
    #expect(plan.items(within: 10).map(\.fetched) == [10])
    #expect(plan.items(within: 3).map(\.fetched) == [3])
    #expect(plan.items(within: nil).map(\.fetched) == [10, 10])
    let table = plan.table(plan.items(within: 3))
    #expect(table.rows.count == 1 && table.rows[0][7] == .integer(3))
    #expect(table.rows[0][9] == .text("https://x.com/i/status/101"))
  }

  @Test("A video has an address; the id of a comment leads nowhere alone")
  func videos() {
    #expect(PostLink.url(platform: "youtube", id: "dQw4w9WgXcQ") == "https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    #expect(PostLink.url(platform: "youtube", id: "UgzT1234567890abcdefAaABAg") == nil)
  }

  @Test func whatIsMissingIsSaid() {
    let plan = FetchPlan(network())
    #expect(
      plan.sentence(plan.items(within: 12))
        == "59% of the counted replies are held (29 of 49); 20 are missing in 2 conversations, 12 of them to be fetched "
        + "from the 2 listed")
    let nothing = FetchPlan(MeasuredNetwork(ScopedNetwork(NetworkBuilder().build())))
    #expect(nothing.items.isEmpty && nothing.sentence([]).hasPrefix("no platform counted replies"))
  }

  @Test func addressesOfPosts() {
    func link(_ id: ExternalID, on name: String) -> String? {
      var builder = NetworkBuilder()
      let platform = builder.platform(named: name)
      let author = builder.voices.append(platform: name, id: .number(1))
      builder.add(.init(id: id, author: author), platform: platform)
      return PostLink.url(of: 0, in: builder.build())
    }
    #expect(
      link(.text("at://did:plc:anna/app.bsky.feed.post/3k"), on: "bluesky")
        == "https://bsky.app/profile/did:plc:anna/post/3k")
    #expect(link(.text("t3_abc1"), on: "reddit") == "https://www.reddit.com/comments/abc1/")
    #expect(link(.text("https://a.example/@ann/1"), on: "mastodon") == "https://a.example/@ann/1")
    #expect(link(.number(5), on: "forum") == nil && link(.text("javascript:1"), on: "mastodon") == nil)
  }
}
