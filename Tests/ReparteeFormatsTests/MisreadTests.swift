import ReparteeGraph
import Testing

@testable import ReparteeFormats

/// Files that look like something else, and values that look like others.
@Suite struct MisreadTests {
  @Test func aSheetBetweenTabsIsNoListOfRelations() {
    func name(_ text: String) -> String? { (try? Reading(text, options: ReadOptions(kind: .reply)))?.format }
    #expect(
      name("number\tperson\tsays\twhen\n1\tann\tx\t2024-01-03\n2\tbea\ty\t2024-01-04\n3\tann\tz\t2024-01-05\n") != "sif"
    )
    #expect(name("id\tauthor\treply_to_id\tcreated\n1\tann\t\t2024-01-03\n2\tbea\t1\t2024-01-04\n") != "sif")
    // Of one relation, or of few that come again, it is one.
    #expect(name("ann pp ben\nben pp cat\n") == "sif")
    #expect(name("ann pp ben\nben pd cat\ncat pp ann\ndan pd ann\n") == "sif")
  }

  @Test(arguments: [
    (20_240_403, nil), (202_404_031_005, "2024-04-03T10:05:00.000Z"),
    (20_240_403_100_507, "2024-04-03T10:05:07.000Z"), (1_712_138_707, "2024-04-03T10:05:07.000Z"),
    (1_712_138_707_000, "2024-04-03T10:05:07.000Z"), (20_241_403, nil),
  ])
  func numbersThatAreDates(_ number: Int64, _ expected: String?) {
    #expect(TimeText.unix(number) == expected.flatMap { TimeText.parse(expected: $0) })
  }

  @Test func anIdWrittenAsAFractionIsWhole() throws {
    let items = [
      #"{"id":1.0,"type":"story","by":"ann","time":1700000000}"#,
      #"{"id":2,"type":"comment","by":"ben","parent":1.0,"time":1700000060}"#,
    ]
    let reading = try Reading(items.joined(separator: "\n") + "\n")
    #expect(reading.posts.map(\.id) == [.number(1), .number(2)] && reading.posts.last?.parent == .number(1))
  }

  @Test func aBlankNameIsNone() {
    let account = AccountRecord(id: .number(1), handle: "", name: " \u{9}")
    #expect(account.handle == nil && account.name == nil)
    #expect(AccountRecord(id: .number(1), handle: "ann", name: "é").name == "é")
  }
}

extension TimeText {
  fileprivate static func parse(expected: String) -> Timestamp? {
    Array(expected.utf8).withUnsafeBufferPointer { TimeText.parse($0) }
  }
}
