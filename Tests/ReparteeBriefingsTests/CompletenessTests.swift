import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Testing

@testable import ReparteeBriefings

/// What the page says of data of which much is missing, or that have no times.
@Suite struct CompletenessTests {
  /// A post and its answer; `counted` is how many answers the platform counted.
  private func input(counted: Int? = nil, comesBack: Bool = false) -> BriefingInput {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    let voices = (0..<2).map { builder.voices.append(platform: "local", id: .number($0)) }
    for id in 1...(comesBack ? 4 : 2) as ClosedRange<Int64> {
      builder.add(
        .init(
          id: .number(id), author: voices[Int(id - 1) % 2], parent: id == 1 ? nil : .number(id - 1),
          time: Timestamp(seconds: 1_767_225_600 + id), kind: id == 1 ? .post : .reply),
        platform: platform)
    }
    if let counted { builder.addReplyCount(counted, isWhole: true, ofPost: .number(1), platform: platform) }
    let measured = MeasuredNetwork(ScopedNetwork(builder.build()))
    return BriefingInput(DiagramContext(measured: measured, rows: Scoring().rows(of: measured)), title: "")
  }

  private func certainty(_ input: BriefingInput) -> String? {
    CertaintySection().section(on: input)?.paragraphs.first
  }

  private func counts(_ input: BriefingInput) -> String? {
    VoicesSection().section(on: input)?.paragraphs.first
  }

  @Test func missingRepliesAreSaidWithTheirNumber() {
    #expect(
      certainty(input(counted: 103))
        == "The platform counted 103 replies below one of 2 posts, and the files hold 1: numbers of people may be too "
        + "low, and ranks, shares and labels may be wrong either way. The command “repartee coverage” says of which "
        + "conversations to fetch more. Every reply answers a post that a file holds.")
    #expect(
      certainty(input(counted: 1))?.contains("The platform counted 1 reply below one of 2 posts, and the files hold 1.")
        == true)
    #expect(certainty(input(counted: 1))?.hasSuffix("and ranks, shares and labels are what these data show.") == true)
    #expect(
      certainty(input())?.hasSuffix("No platform counted the replies, so nothing says how many are missing.") == true)
  }

  @Test func nobodyIsSaidToBeRankedForWhatTheDataDoNotSay() {
    #expect(
      counts(self.input()) == "Of 2 voices, none is ranked: nobody is seen coming back to anybody after an answer.")
    #expect(
      counts(self.input(comesBack: true))?.hasPrefix("Of 2 voices, 1 is ranked: somebody came back to it") == true)
    var builder = NetworkBuilder()
    let voices = (0..<2).map { builder.voices.append(platform: "local", id: .number($0)) }
    builder.replies.append(actor: voices[0], target: voices[1], time: nil, count: 1)
    let measured = MeasuredNetwork(ScopedNetwork(builder.build()))
    let context = DiagramContext(measured: measured, rows: Scoring().rows(of: measured))
    let input = BriefingInput(context, title: "")
    #expect(certainty(input)?.hasPrefix("These replies are between accounts and name no post") == true)
    #expect(
      counts(input)
        == "Of 2 voices, none is ranked: nobody is seen answering anybody who replied.")
  }
}
