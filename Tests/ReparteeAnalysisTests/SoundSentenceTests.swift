import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Testing

/// Sentences that have to stay true of data that are thin, mixed, or of very unequal parts.
@Suite struct SoundSentenceTests {
  private let start: Int64 = 1_767_225_600

  /// A network of posts: author, parent (by position, from 0) and seconds after the start of a day.
  private func network(
    _ posts: [(author: UInt32, parent: Int?, second: Int64)], window: Window = .all
  ) -> (measured: MeasuredNetwork, rows: [ScoredRow]) {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    for id in 0...(posts.map(\.author).max() ?? 0) {
      builder.voices.append(platform: "local", id: .number(Int64(id) + 1), handle: "voice \(id)")
    }
    for (place, post) in posts.enumerated() {
      builder.add(
        .init(
          id: .number(Int64(place) + 1), author: post.author, parent: post.parent.map { .number(Int64($0) + 1) },
          time: Timestamp(seconds: start + post.second), kind: post.parent == nil ? .post : .reply),
        platform: platform)
    }
    let measured = MeasuredNetwork(ScopedNetwork(builder.build(), scope: Scope(window: window)))
    return (measured, Scoring().rows(of: measured))
  }

  private func ledger(_ network: MeasuredNetwork) -> [String: TableCell] {
    Dictionary(uniqueKeysWithValues: QualityLedger(rows: .init(), network: network).lines.map { ($0.name, $0.value) })
  }

  @Test func whereNobodyElseWasThereChanceIsNeitherRuledOutNorAsserted() throws {
    // Two people alone: whatever is redrawn, the same one comes back.
    let (measured, rows) = network([(0, nil, 60), (1, 0, 120), (0, 1, 180), (1, 2, 240)])
    let row = try #require(rows.first { $0.conversed == 1 })
    let flags = VoiceFlags(row, in: measured).sentences
    #expect(flags.contains { $0.hasPrefix("redrawn as replies fall in these data, as many come back every time") })
    #expect(!flags.contains { $0.contains("by chance") || $0.contains("so many can also come back") })
    let explanation = Explanation(row, among: rows, in: measured)
    #expect(!explanation.grounds.contains { $0.contains("q =") || $0.contains("q below") })
  }

  @Test func aWindowThatLacksMuchSaysSoThoughTheWholeDoesNot() throws {
    // Twenty replies a day earlier, all whole; in the window two of three answer a post that no file holds.
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    let voices = (0..<3).map { builder.voices.append(platform: "local", id: .number($0)) }
    var id: Int64 = 0
    func add(_ author: UInt32, answering parent: Int64?, at second: Int64) {
      id += 1
      builder.add(
        .init(
          id: .number(id), author: author, parent: parent.map { .number($0) }, time: Timestamp(seconds: start + second),
          kind: parent == nil ? .post : .reply),
        platform: platform)
    }
    add(voices[0], answering: nil, at: -86_000)
    for reply in 0..<30 { add(voices[1], answering: 1, at: -85_000 + Int64(reply)) }
    add(voices[0], answering: nil, at: 60)
    add(voices[1], answering: 32, at: 120)
    add(voices[1], answering: 901, at: 180)
    add(voices[2], answering: 902, at: 240)
    let network = builder.build()
    let window = Window(start: Timestamp(seconds: start), end: Timestamp(seconds: start + 86_400))
    let whole = MeasuredNetwork(ScopedNetwork(network))
    let part = MeasuredNetwork(ScopedNetwork(network, scope: Scope(window: window)))
    #expect(!whole.isPatchy && whole.cautions.isEmpty)
    #expect(part.isPatchy)
    #expect(
      part.cautions.contains(
        "2 of the 3 replies answer a post that no file holds (in this window), so figures may be too low"),
      "\(part.cautions)")
  }

  @Test func equalRanksByAnotherFigureAreNotSaidToHaveEqualScores() throws {
    // Both have two repliers; one of them answered.
    let (measured, _) = network([
      (0, nil, 60), (2, 0, 120), (3, 0, 180), (0, 1, 240), (1, nil, 300), (2, 4, 360), (3, 4, 420), (1, 5, 430),
      (2, 7, 440),
      (2, 3, 450), (0, 2, 460), (3, 10, 470),
    ])
    var scoring = Scoring()
    scoring.ranking = .repliers
    let rows = scoring.rows(of: measured).filter { $0.section == .voices }
    let tied = rows.filter { $0.rank == rows.first?.rank }
    #expect(tied.count == 2 && tied[0].score != tied[1].score)
    let tie = try #require(RankTie(rows, shown: 1))
    #expect(!tie.sentence.contains("points"), "\(tie.sentence)")
  }

  @Test func whatABotAnsweredIsNotDenied() throws {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    let bot = builder.voices.append(platform: "local", id: .number(0), handle: "robot", kind: .bot)
    let person = builder.voices.append(platform: "local", id: .number(1), handle: "ada")
    for (place, post) in [(bot, nil), (person, 1), (bot, 2), (person, 3)].enumerated()
      as EnumeratedSequence<[(UInt32, Int64?)]>
    {
      builder.add(
        .init(
          id: .number(Int64(place) + 1), author: post.0, parent: post.1.map { .number($0) },
          time: Timestamp(seconds: start + Int64(place) * 60), kind: post.1 == nil ? .post : .reply),
        platform: platform)
    }
    let measured = MeasuredNetwork(ScopedNetwork(builder.build()))
    let rows = Scoring().rows(of: measured)
    let explanation = Explanation(try #require(rows.first { $0.voice == Int(bot) }), among: rows, in: measured)
    #expect(explanation.flags.contains { $0.hasPrefix("it is a bot, so what it answered is not counted") })
    #expect(
      !(explanation.changes + explanation.grounds).contains {
        $0.contains("got no answer") || $0.contains("answered 1")
      })
  }

  @Test func repliesBothWaysAreNotCalledAnswers() throws {
    // The second answers the first's post, and is answered once: the reply that counts is not one of the first's own posts.
    let (measured, rows) = network([(0, nil, 60), (1, 0, 120), (0, 1, 180)])
    let row = try #require(rows.first { $0.label == "voice 1" })
    #expect(row.reciprocated == 1)
    let grounds = Explanation(row, among: rows, in: measured).grounds
    #expect(grounds.first == "score: 1 person with replies both ways in a conversation + 0 who came back")
    #expect(grounds.contains { $0.hasPrefix("response rate: answered 0 of 1 reply") })
  }

  @Test func aMomentThatHappensToBeMidnightIsNoDayAlone() {
    let day: Int64 = 86_400
    let timed = (1...30).map { (author: UInt32(0), parent: Int?.none, second: Int64($0) * 61) }
    #expect(ledger(network(timed + [(0, nil, day)]).measured)["days_alone"] == .integer(0))
    #expect(ledger(network(timed + (1...9).map { (0, nil, day * $0) }).measured)["days_alone"] == .integer(9))
    #expect(ledger(network([(0, nil, day)]).measured)["days_alone"] == .integer(1), "nothing says anything else")
  }

  @Test func repliesOfAnAccountToItselfAreCountedAndSaid() {
    var builder = NetworkBuilder()
    for id in 0..<2 { builder.voices.append(platform: "local", id: .number(Int64(id))) }
    builder.replies.append(actor: 0, target: 0, time: Timestamp(seconds: start), count: 7)
    builder.replies.append(actor: 0, target: 1, time: Timestamp(seconds: start), count: 2)
    let network = MeasuredNetwork(ScopedNetwork(builder.build()))
    #expect(ledger(network)["self_replies"] == .integer(7) && ledger(network)["account_replies"] == .integer(9))
    #expect(network.notes.contains { $0.hasPrefix("7 of the 9") && $0.contains("of an account to itself") })
  }

  @Test func aWindowCountsWhoTookPartInIt() {
    let posts: [(author: UInt32, parent: Int?, second: Int64)] = [
      (0, nil, 60), (1, 0, 120), (2, nil, 7_200), (3, 2, 7_260), (4, 0, 7_300),
    ]
    let after = Window(start: Timestamp(seconds: start + 3_600))
    // Those of the second conversation, one who replies to an earlier post, and whose post that is.
    #expect(network(posts, window: after).measured.participantCount == 4)
    #expect(network(posts).measured.participantCount == 5)
  }

  @Test func windowsOfWhichVeryDifferentPartsAreHeldAreSaidToBe() {
    let posts =
      [(author: UInt32(0), parent: Int?.none, second: Int64(0))]
      + (1...9).map { (author: UInt32($0 % 3), parent: Int?.none, second: 4_000 + Int64($0)) }
    let middle = Timestamp(seconds: start + 3_600)
    func scored(_ window: Window) -> (rows: [ScoredRow], network: MeasuredNetwork) {
      let (measured, rows) = network(posts, window: window)
      return (rows, measured)
    }
    let (before, after) = (scored(Window(end: middle)), scored(Window(start: middle)))
    #expect(
      RankingChanges(before: before, after: after).imbalance
        == "the files hold 1 post of the earlier window and 9 of the later one: what changed may be what was collected")
    #expect(RankingChanges(before: after, after: after).imbalance == nil)
    let empty = scored(Window(start: Timestamp(seconds: start + 900_000)))
    #expect(
      RankingChanges(before: before, after: empty).imbalance
        == "the files hold 1 post of the earlier window and 0 of the later one, so nothing says what changed")
  }

  @Test func aLeaderWithoutAPointIsNamedAlone() throws {
    // Voice 0 answers everybody; voice 1 gets three replies and answers none.
    var posts: [(author: UInt32, parent: Int?, second: Int64)] = [(0, nil, 0), (1, nil, 1)]
    for person in 2...5 {
      posts.append((UInt32(person), 0, 100 + Int64(person)))
      posts.append((0, posts.count - 1, 200 + Int64(person)))
      posts.append((UInt32(person), posts.count - 1, 300 + Int64(person)))
      posts.append((UInt32(person), 1, 400 + Int64(person)))
    }
    let measured = network(posts).measured
    let leaders = measured.communityLeading.values.joined()
    #expect(leaders.contains { $0.voice == 0 && $0.points > 0 })
    #expect(leaders.filter { $0.points == 0 }.isEmpty)
  }
}
