import ReparteeAnalysis
import ReparteeGraph
import Testing

@Suite struct LookupTests {
  private let voices: Voices = {
    var voices = Voices()
    voices.append(platform: "x", id: .number(1), handle: "Ann")
    voices.append(platform: "x", id: .number(2), handle: "twin")
    voices.append(platform: "mastodon", id: .number(7), handle: "twin")
    voices.append(platform: "x", id: .number(7))
    let joined = voices.append(platform: "blog", id: .text("https://a.example"), handle: "The Department")
    voices.addAlias("DeptOne", platform: "x", of: joined)
    voices.addAlias("77", platform: "x", of: joined)
    return voices
  }()

  @Test func byAnyOfItsNames() throws {
    let lookup = VoiceLookup(voices)
    for name in ["Ann", "ann", "@ann", "x:Ann", "1", "x:1"] { #expect(try lookup.voice(named: name) == 0, "\(name)") }
    #expect(try lookup.voice(named: "mastodon:twin") == 2)
    // What a table calls a voice goes before another one's id.
    #expect(try lookup.voice(named: "7") == 3)
    #expect(try lookup.voice(named: "mastodon:7") == 2)
    for name in ["the department", "deptone", "@DeptOne", "x:deptone", "x:77", "blog:https://a.example"] {
      #expect(try lookup.voice(named: name) == 4, "\(name)")
    }
  }

  @Test func whoIsMeantHasToBeClear() {
    let lookup = VoiceLookup(voices)
    #expect(throws: VoiceLookup.Failure.ambiguous("Twin", candidates: ["x:twin", "mastodon:twin"])) {
      try lookup.voice(named: "Twin")
    }
    #expect(throws: VoiceLookup.Failure.unknown("Anne", nearest: ["Ann"])) { try lookup.voice(named: "Anne") }
    #expect(throws: VoiceLookup.Failure.unknown("nowhere", nearest: [])) { try lookup.voice(named: "nowhere") }
  }

  /// A handle may be what another voice is called by platform and name.
  @Test func aHandleThatHidesAnotherVoiceIsSaid() throws {
    var voices = Voices()
    voices.append(platform: "x", id: .number(1), handle: "y:bob")
    voices.append(platform: "y", id: .number(2), handle: "bob")
    let lookup = VoiceLookup(voices)
    #expect(throws: VoiceLookup.Failure.ambiguous("y:bob", candidates: ["id=x:1", "id=y:2"])) {
      try lookup.voice(named: "y:bob")
    }
    #expect(try lookup.voice(named: "id=x:1") == 0)
    #expect(try lookup.voice(named: "id=y:2") == 1)
    #expect(try lookup.voice(named: "bob") == 1)
  }

  @Test func namesThatAreShownAlikeAreToldApart() {
    var voices = Voices()
    voices.append(platform: "x", id: .number(1), handle: "minister")
    voices.append(platform: "x", id: .number(2), handle: "minis\u{1}ter")
    voices.append(platform: "x", id: .number(3), handle: "Minister\u{200B}")
    voices.append(platform: "x", id: .number(4), handle: "mini ster")
    voices.append(platform: "x", id: .text("clerk"))
    voices.append(platform: "x", id: .text("clerk\u{7}"))
    let labels = VoiceLabels(voices)
    #expect((0..<4).map { labels[$0] } == ["x:1", "x:2", "x:3", "mini ster"])
    #expect(labels[4] == "x:clerk (1)" && labels[5] == "x:clerk\u{7} (2)")
  }

  @Test func theNearestNames() {
    let names = ["reply_rank", "follow_rank", "betweenness"]
    #expect(Suggestions.names(to: "reply_rnk", among: names) == ["reply_rank"])
    #expect(Suggestions.names(to: "BETWEENES", among: names) == ["betweenness"])
    #expect(Suggestions.names(to: "zzz", among: names).isEmpty)
    #expect(Suggestions.suggestion(for: "zzz", among: names).isEmpty)
  }
}
