import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeFormats

@Suite("Edge lists: A acts towards B, A follows B")
struct EdgeListTests {
  @Test("KONECT's first line: sym is an arc each way, asym one, bip no network of accounts")
  func konect() throws {
    for (form, count) in [("sym unweighted", 4), ("asym positive", 2)] {
      let text = "% \(form)\n% 2 3 3\n1 2\n2 3\n"
      let reading = try Reading(text, options: ReadOptions(kind: .reply))
      #expect(reading.interactions.count == count && reading.rows == 2, "\(form)")
      #expect(try Reading(text, options: ReadOptions(kind: .follow)).follows.count == count, "\(form)")
      let texts = try Reading("% \(form)\na b 1\nb c 1\n", options: ReadOptions(kind: .follow))
      #expect(texts.follows.count == count, "\(form)")
    }
    #expect("\(try #require(failure("% bip\n1 1\n", options: ReadOptions(kind: .follow))))".contains("bip"))
  }

  @Test("A third field that is a day is no count")
  func days() throws {
    let text = "836672,44300,20230827\n836672,169982,20230826\n"
    #expect("\(try #require(failure(text, options: ReadOptions(kind: .reply))))".contains("yyyyMMdd"))
    let count = try Reading("1,2,20230899\n", options: ReadOptions(kind: .reply))
    #expect(count.interactions.map(\.count) == [20_230_899])
  }

  private let follow = ReadOptions(kind: .follow)

  @Test("Comments, blank lines, trailing blanks, tabs, commas and runs of blanks")
  func layout() throws {
    let text = "# c\n% c\n\n  \n1 2\n3\t4\t\n5,6\n 7   8 \n9 , 10\r\n11;12"
    let reading = try Reading(text, options: follow)
    #expect(reading.follows.map(\.follower) == [1, 3, 5, 7, 9, 11].map(ExternalID.number))
    #expect(reading.follows.map(\.followed) == [2, 4, 6, 8, 10, 12].map(ExternalID.number))
    #expect(reading.rejects.isEmpty)
    #expect(reading.lines == 10)
  }

  @Test("Ids are exact: every length of number, leading zeros, texts, and more digits than fit")
  func ids() throws {
    var ids = (1...20).map { String("12345678901234567890".prefix($0)) }
    ids += ["0", "00", "007", "9223372036854775807", "9223372036854775808", "did:plc:abc", "é", "-1", "+1", "1e3"]
    for id in ids {
      let reading = try Reading("1 2\n\(id) 5\n5 \(id)\n3 4\n", options: follow)
      #expect(reading.follows.map(\.follower) == [.number(1), ExternalID(id), .number(5), .number(3)])
      #expect(reading.follows.map(\.followed) == [.number(2), .number(5), ExternalID(id), .number(4)])
    }
  }

  @Test("The plain way and the long way agree on random lists")
  func plainAndLong() throws {
    var numbers = SeededNumbers(seed: 7)
    var text = ""
    var expected: [Reading.Follow] = []
    for _ in 0..<5000 {
      let follower = Int64.random(in: 0...Int64.max >> Int64.random(in: 0...62, using: &numbers), using: &numbers)
      let followed = Int64.random(in: 0...Int64.max >> Int64.random(in: 0...62, using: &numbers), using: &numbers)
      expected.append(Reading.Follow(follower: .number(follower), followed: .number(followed)))
      let ending = ["\n", " \n", "\r\n", "\t\r\n", " 1\n", "\r"].randomElement(using: &numbers)!
      text += "\(follower) \(followed)\(ending)"
    }
    for block in [64, 1000, 1 << 19] {
      let reading = try Reading(text, options: follow, limits: ReadLimits(blockSize: block, blocksAtOnce: 3))
      #expect(reading.follows == expected)
      #expect(reading.lines == 5000)
    }
  }

  @Test("A third field is a count, or a time where all of them are late enough; a fourth is a time")
  func countsAndTimes() throws {
    let reply = ReadOptions(kind: .reply)
    let counted = try Reading("1 2 3\n2 1 1.0\n", options: reply)
    #expect(counted.interactions.map(\.count) == [3, 1])
    #expect(counted.interactions.allSatisfy { $0.time == nil && $0.kind == .reply && $0.isRow })
    let timed = try Reading("1 2 1341100972\n2 1 1341100973\n", options: reply)
    #expect(timed.interactions.map(\.time) == [Timestamp(seconds: 1_341_100_972), Timestamp(seconds: 1_341_100_973)])
    #expect(timed.interactions.allSatisfy { $0.count == 1 })
    let both = try Reading("1 2 4 1341100972\n", options: reply)
    #expect(both.interactions.map(\.count) == [4])
    #expect(both.interactions.map(\.time) == [Timestamp(seconds: 1_341_100_972)])
  }

  @Test("Rows that are no edges are rejected with their lines and text")
  func rejects() throws {
    let reading = try Reading(
      "1 2 1\n3\n4 5 -1\n4 5 x\n1 2 3 4 5\n,2\n6 7\n8 9\n10 11\n12 13\n14 15\n16 17\n18 19\n20 21\n",
      options: ReadOptions(format: "edge-list", kind: .reply))
    #expect(reading.rejects.map(\.line) == [2, 3, 4, 5, 6])
    #expect(reading.rejects[1].reason == "count: expected a number from 0 on, found “-1”")
    let removed = try Reading("1 2\n2 3\n3 4\n1 2 -1\n1 2 0.5\n", options: follow)
    #expect(removed.follows.count == 4)
    #expect(removed.rejects.map(\.line) == [4])
  }

  @Test("Higgs: RT, MT and RE are acts of A towards B")
  func higgs() throws {
    let reading = try Reading("1 2 1341100972 MT\n1 2 1341100972 RE\n3 1 1341101181 RT\n3 1 1341101181 XX\n")
    #expect(reading.format == "higgs-activity")
    #expect(reading.interactions.map(\.kind) == [.mention, .reply, .repost])
    #expect(reading.interactions[2].actor == .number(3))
    #expect(reading.interactions[2].target == .number(1))
    #expect(reading.rejects == [Reject(line: 4, reason: "kind: expected RT, MT or RE, found “XX”")])
  }
}
