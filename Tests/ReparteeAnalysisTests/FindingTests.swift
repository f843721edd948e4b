import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Testing

/// What may be claimed, and what is said instead.
@Suite struct FindingTests {
  /// Voices who talk with partners of their own in so many conversations.
  private struct Data {
    var builder = NetworkBuilder()
    private var nextID: Int64 = 1_000_000
    private var minute: Int64 = 0

    mutating func voice(
      _ name: String, followers: Int64?, on platform: String = "x", kind: VoiceKind = .unknown,
      of organisation: String? = nil
    ) -> UInt32 {
      nextID += 1
      return builder.voices.append(
        platform: platform, id: .number(nextID), handle: name, kind: kind, organisation: organisation,
        followers: followers)
    }

    /// In each conversation somebody new comes back to the voice, and others reply without an answer.
    mutating func converse(
      _ voice: UInt32, in conversations: Int, returning: Int, silent: Int = 0, counted: Int = 0,
      on platform: String = "x", isTimed: Bool = true
    ) {
      for _ in 0..<conversations {
        let root = post(voice, nil, platform, isTimed)
        builder.addReplyCount(
          counted, isWhole: false, ofPost: .number(root), platform: builder.platform(named: platform))
        for _ in 0..<returning {
          let partner = person(platform)
          let answer = post(voice, post(partner, root, platform, isTimed), platform, isTimed)
          _ = post(partner, answer, platform, isTimed)
        }
        for _ in 0..<silent { _ = post(person(platform), root, platform, isTimed) }
      }
    }

    private mutating func person(_ platform: String) -> UInt32 {
      nextID += 1
      return builder.voices.append(platform: platform, id: .number(nextID))
    }

    private mutating func post(_ author: UInt32, _ parent: Int64?, _ platform: String, _ isTimed: Bool) -> Int64 {
      nextID += 1
      // An hour apart, so that nothing looks like a pile-on.
      minute += 61
      let number = builder.platform(named: platform)
      builder.add(
        .init(
          id: .number(nextID), author: author, parent: parent.map { .number($0) },
          time: isTimed ? Timestamp(seconds: 1_767_225_600 + minute * 60) : nil, kind: parent == nil ? .post : .reply),
        platform: number)
      return nextID
    }

    func finding(window: Window = .all) -> Finding {
      let scoring = Scoring()
      let measured = scoring.measured(ScopedNetwork(builder.build(), scope: Scope(window: window)))
      return Finding(rows: scoring.rows(of: measured), in: measured)
    }
  }

  @Test func theClaimHasOnlyItsOwnFigures() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688), in: 13, returning: 3)
    data.converse(data.voice("Channel", followers: 37_221), in: 20, returning: 0, silent: 2)
    let finding = data.finding()
    #expect(finding.verdict == .holds && finding.voice?.label == "Official" && finding.following?.label == "Channel")
    #expect(
      finding.sentence
        == "More people have conversations with Official (688 followers) than with Channel (37,221): 39 came back after an "
        + "answer, none to Channel. No platform counted the replies to either, so nothing says how many are missing.")
  }

  @Test func voicesOfTwoPlatformsAreNotSetAgainstEachOther() {
    var data = Data()
    data.converse(data.voice("quiet45", followers: 3, on: "forum"), in: 13, returning: 3, on: "forum")
    data.converse(data.voice("BigNews", followers: 12_000_000), in: 20, returning: 0, silent: 2)
    #expect(data.finding().verdict == .tooLittle)
    #expect(!data.finding().sentence.contains("BigNews"))
  }

  @Test func anOrganisationsOfficialIsSetAgainstItsOwnChannel() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688, of: "Dept"), in: 13, returning: 3)
    data.converse(data.voice("Channel", followers: 37_221, kind: .channel, of: "Dept"), in: 20, returning: 0, silent: 2)
    data.converse(data.voice("Star", followers: 9_000_000), in: 20, returning: 0, silent: 2)
    #expect(data.finding().following?.label == "Channel")
  }

  @Test func fiveTimesTheFollowersAreNeeded() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688), in: 13, returning: 3)
    data.converse(data.voice("Channel", followers: 3_439), in: 20, returning: 0, silent: 2)
    #expect(data.finding().verdict == .tooLittle)
    #expect(data.finding().sentence.contains("less than five times"))
  }

  @Test func fewConversationsNameNobody() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688), in: 4, returning: 8)
    data.converse(data.voice("Channel", followers: 37_221), in: 20, returning: 0, silent: 2)
    let finding = data.finding()
    #expect(finding.verdict == .tooLittle && finding.voice == nil)
    #expect(
      finding.sentence
        == "Too little to name anyone: the one voice to whom more than two people came back took part in 4 conversations, and five are needed."
    )
    #expect(finding.headline + "." == finding.sentence)
  }

  @Test func fewReturnsNameNobody() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688), in: 6, returning: 0, silent: 1)
    #expect(
      data.finding().sentence
        == "Too little to name anyone: in the 6 replies of these data nobody is seen coming back after an answer.")
    data.converse(data.voice("Helper", followers: 20), in: 1, returning: 2)
    #expect(data.finding().sentence == "Too little to name anyone: nobody has more than 2 people who came back.")
    data.converse(data.voice("Channel", followers: 9, kind: .channel), in: 6, returning: 3)
    #expect(
      data.finding().sentence == "Too little to name anyone: no ranked voice has more than 2 people who came back.")
  }

  @Test func aSmallDifferenceIsTooCloseToCall() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688), in: 6, returning: 1)
    data.converse(data.voice("Channel", followers: 37_221), in: 5, returning: 1)
    let finding = data.finding()
    #expect(finding.verdict == .tooClose && finding.voice?.label == "Official" && !finding.holds)
    #expect(
      finding.sentence
        == "Too close to call between Official (688 followers) and Channel (37,221): 6 people came back to Official and 5 "
        + "to Channel, a difference that chance alone could make.")
  }

  @Test func theContraryIsSaidWhereItHolds() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688), in: 6, returning: 1)
    data.converse(data.voice("Channel", followers: 37_221), in: 20, returning: 3)
    let finding = data.finding()
    #expect(finding.verdict == .contrary && finding.following?.label == "Channel")
    #expect(
      finding.sentence.hasPrefix("The most followed voice, Channel (37,221 followers), is also the one that most"))
    #expect(finding.sentence.contains("60 came back after an answer, 6 to Official"))
  }

  @Test func theContraryIsOfThePlatformAndOfAllOnIt() {
    var data = Data()
    data.converse(data.voice("Star", followers: 900_000), in: 20, returning: 3)
    data.converse(data.voice("Reader", followers: 5), in: 6, returning: 1)
    data.converse(data.voice("Elsewhere", followers: 9, on: "forum"), in: 6, returning: 1, on: "forum")
    #expect(data.finding().headline.hasPrefix("The most followed voice on x, Star (900,000 followers), is also"))
    // Set against its own channel alone, an official whose followers nobody counted still has more than the star.
    data.converse(data.voice("Official", followers: nil, of: "Dept"), in: 20, returning: 6)
    data.converse(data.voice("Channel", followers: 9_000, of: "Dept"), in: 6, returning: 0, silent: 1)
    data.converse(data.voice("Archive", followers: 8_000, of: "Dept"), in: 6, returning: 0, silent: 1)
    #expect(data.finding().verdict == .tooLittle)
  }

  @Test func theContraryIsNotSaidWhereMostPeopleCameBackToSomebodyWhoIsNotRanked() {
    func finding(anonymousReturning returning: Int) -> Finding {
      var data = Data()
      data.converse(data.voice("Channel", followers: 37_221), in: 20, returning: 3)
      data.converse(data.voice("Official", followers: 688), in: 13, returning: 1)
      data.converse(data.voice("Mask", followers: nil, kind: .anonymous), in: 20, returning: returning)
      return data.finding()
    }
    #expect(finding(anonymousReturning: 2).verdict == .contrary)
    let finding = finding(anonymousReturning: 6)
    #expect(finding.verdict != .contrary && !finding.sentence.contains("most people have conversations with"))
  }

  @Test func whatTheFindingMayNotSayIsSaidNowhereElse() {
    var data = Data()
    let channel = data.voice("Channel", followers: 37_221)
    data.converse(channel, in: 20, returning: 0, silent: 2, counted: 2)
    let official = data.voice("Official", followers: 688)
    data.converse(official, in: 13, returning: 3)
    func may(_ data: Data) -> Bool {
      let scoring = Scoring()
      let measured = scoring.measured(ScopedNetwork(data.builder.build()))
      let rows = scoring.rows(of: measured)
      guard let ahead = rows.first(where: { $0.voice == Int(official) }),
        let behind = rows.first(where: { $0.voice == Int(channel) })
      else { return false }
      return Finding.maySay(ahead, over: behind, in: measured)
    }
    #expect(may(data))
    // Less than four fifths of the counted replies are held.
    data.converse(channel, in: 20, returning: 0, silent: 1, counted: 3)
    #expect(!may(data))
  }

  @Test func whatHasNoTimesIsToldFromWhatHasDaysAlone() {
    var builder = NetworkBuilder()
    let voices = (0..<2).map { builder.voices.append(platform: "local", id: .number($0)) }
    builder.replies.append(actor: voices[0], target: voices[1], time: nil, count: 1)
    let measured = MeasuredNetwork(ScopedNetwork(builder.build()))
    #expect(
      Finding(rows: Scoring().rows(of: measured), in: measured).sentence
        == "Nothing says who came back: the replies in these data have no times.")
  }

  @Test func whatIsHeldOfTheTwoHasToBeAlike() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688), in: 13, returning: 3, counted: 3)
    data.converse(data.voice("Channel", followers: 37_221), in: 20, returning: 0, silent: 6, counted: 7)
    #expect(
      data.finding().sentence
        == "No finding on the most followed account: the files hold 100% of the counted replies to Official and "
        + "86% of those to Channel.")
  }

  @Test func amongManyAlikeNobodyIsNamedByChance() {
    var data = Data()
    data.converse(data.voice("Channel", followers: 900_000), in: 10, returning: 0, silent: 1)
    for place in 0..<60 {
      data.converse(data.voice("voice \(place)", followers: 10), in: 5, returning: 1)
    }
    // Five people in five conversations: p is small for one voice alone, and not for the best of sixty.
    #expect(data.finding().verdict == .tooClose)
  }

  @Test func untimedRepliesBetweenAccountsSayNothingOfReturns() {
    var builder = NetworkBuilder()
    for voice in 0..<4 {
      builder.voices.append(platform: "x", id: .number(Int64(voice)), followers: Int64(voice) * 1_000)
    }
    for (actor, target) in [(0, 1), (1, 0), (2, 1), (1, 2)] {
      builder.replies.append(actor: UInt32(actor), target: UInt32(target), time: nil)
    }
    let scoring = Scoring()
    let measured = scoring.measured(ScopedNetwork(builder.build()))
    let rows = scoring.rows(of: measured)
    #expect(rows.map(\.conversed) == [nil, nil, nil])
    #expect(rows.first { $0.voice == 1 }?.score == 2 && rows.first { $0.voice == 1 }?.section == .voices)
    #expect(
      Finding(rows: rows, in: measured).sentence
        == "Nothing says who came back: the replies in these data have no times.")
  }

  @Test func anEmptyWindowSaysWhichDatesTheDataHave() {
    var data = Data()
    data.converse(data.voice("Official", followers: 688), in: 3, returning: 1)
    let later = Window(start: Timestamp(seconds: 1_900_000_000))
    #expect(
      data.finding(window: later).sentence
        == "Nothing to report: the window holds no post and no reply; the data have some from 2026-01-01 to 2026-01-01."
    )
    #expect(NetworkBuilder().build().voiceCount == 0)
  }

  @Test func heldFollowEdgesAreNoCount() {
    var data = Data()
    let official = data.voice("Official", followers: nil)
    data.converse(official, in: 13, returning: 3)
    data.converse(data.voice("Channel", followers: 37_221), in: 20, returning: 0, silent: 2)
    let count = data.builder.voices.count
    data.builder.followers = Adjacency(nodeCount: count, sources: [official, official], targets: [3, 4])
    #expect(data.finding().verdict == .tooLittle)
    #expect(data.finding().sentence.contains("no platform counted the followers"))
    data.builder.completeFollows = ["x"]
    #expect(data.finding().verdict == .holds && data.finding().voice?.followers == 2)
  }
}
