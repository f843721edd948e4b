import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Testing

/// What every command that ranks says of the data as a whole.
@Suite struct QualityNoteTests {
  /// Roots that are answered, answers whose parent is missing, and posts without a time or an author.
  private func network(
    answered: Int = 0, orphans: Int = 0, undated: Int = 0, unknown: Int = 0, counted: Int? = nil, window: Window = .all
  ) -> MeasuredNetwork {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    let voices = (0..<3).map { builder.voices.append(platform: "local", id: .number($0)) }
    var next: Int64 = 0
    func add(_ author: UInt32?, parent: Int64? = nil, time: Timestamp? = Timestamp(seconds: 1_767_225_600)) -> Int64 {
      next += 1
      builder.add(
        .init(
          id: .number(next), author: author, parent: parent.map { .number($0) }, time: time,
          kind: parent == nil ? .post : .reply), platform: platform)
      return next
    }
    for _ in 0..<answered { _ = add(voices[1], parent: add(voices[0])) }
    for place in 0..<orphans { _ = add(voices[1], parent: 1_000_000 + Int64(place)) }
    for _ in 0..<undated { _ = add(voices[2], time: nil) }
    for _ in 0..<unknown { _ = add(nil) }
    if let counted { builder.addReplyCount(counted, isWhole: true, ofPost: .number(1), platform: platform) }
    return MeasuredNetwork(ScopedNetwork(builder.build(), scope: Scope(window: window)))
  }

  @Test func cleanDataNeedNoWord() {
    #expect(network(answered: 5).notes.isEmpty)
  }

  @Test func missingParentsAreACautionAboveOneInTen() {
    let few = network(answered: 90, orphans: 10)
    #expect(few.cautions.isEmpty)
    #expect(few.notes == ["10 of the 100 replies (10%) answer a post that no file holds"])
    let many = network(answered: 89, orphans: 11)
    #expect(
      many.cautions == ["11 of the 100 replies (11%) answer a post that no file holds, so figures may be too low"])
    #expect(many.notes == many.cautions)
  }

  @Test func withoutRepliesNothingIsSaidOfReturns() {
    func said(_ network: MeasuredNetwork) -> [String] {
      Set(Scoring().rows(of: network).map { network.absence(of: $0) }).sorted()
    }
    #expect(said(network(answered: 20)) == ["nobody is seen coming back to this account"])
    #expect(
      said(network(answered: 20, orphans: 5))
        == [
          "5 of the 25 replies in these data lack the post that they answer: too many to tell whether anybody came back"
        ])
  }

  /// The platform counted below one post of many: that says something of this post, and no headline is made of it.
  @Test func countsOfFewPostsAreNoReasonForAll() {
    let few = network(answered: 90, counted: 40)
    #expect(
      few.cautions == [
        "the files hold 1 of the 40 replies that the platform counted below one of 180 posts, so figures may be too low"
      ])
    func headline(_ network: MeasuredNetwork) -> String {
      Finding(rows: Scoring().rows(of: network), in: network).headline
    }
    #expect(
      headline(few)
        == "Too little to name anyone: in the 90 replies of these data nobody is seen coming back after an answer")
    #expect(
      headline(network(answered: 90, counted: 200))
        == "Too little to name anyone: the files hold 1 of the 200 replies (under 1%) that the platform counted below one "
        + "of 180 posts")
  }

  @Test func aShareOfFewIsNoPercentage() {
    #expect(network(answered: 8, orphans: 2).cautions.first?.hasPrefix("2 of the 10 replies answer") == true)
    #expect(
      network(answered: 2, undated: 1).cautions == [
        "1 of the 5 posts has no time: counted here, and left out by any window"
      ])
  }

  @Test func postsWithoutATimeAreACautionAboveOneInTen() {
    #expect(network(answered: 9, undated: 2).cautions.isEmpty)
    #expect(
      network(answered: 8, undated: 2).cautions == [
        "2 of the 18 posts have no time: counted here, and left out by any window"
      ])
  }

  @Test func anEmptyWindowSaysWhichDatesTheDataHave() {
    let later = Window(start: Timestamp(seconds: 1_800_000_000))
    #expect(
      network(answered: 1, window: later).cautions
        == ["the window holds no post and no reply; the data have some from 2026-01-01 to 2026-01-01"])
    #expect(network().cautions == ["there is no post and no reply in these data"])
    #expect(network(undated: 1, window: later).cautions.first == "no post and no reply in these data has a time")
  }

  @Test func everyOtherFindingIsCounted() {
    #expect(network(answered: 1, unknown: 2).notes == ["posts without a known author, which count for nobody: 2"])
  }
}
