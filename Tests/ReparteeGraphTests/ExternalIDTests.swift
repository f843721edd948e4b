import Testing

@testable import ReparteeGraph

@Suite("Ids as platforms write them")
struct ExternalIDTests {
  private let ascending = [
    "0", "1", "7", "9", "10", "99", "9007199254740993", "9223372036854775806", "9223372036854775807", "", "+1", "-1",
    "00", "007", "1e3", "9223372036854775808", "99999999999999999999", "Z", "a", "at://did:plc:x/1", "cafe\u{301}",
    "caf\u{E9}", "z", "\u{FFFD}", "\u{1F600}",
  ]

  @Test("Canonical decimals are numbers, all else is text, and both come back to the letter")
  func parsing() {
    for text in ascending {
      let id = ExternalID(text)
      #expect(id.description.utf8.elementsEqual(text.utf8))
      let isNumber = Int64(text).map { String($0) == text && $0 >= 0 } ?? false
      if case .number(let number) = id { #expect(isNumber && String(number) == text) } else { #expect(!isNumber) }
      let read = Array(text.utf8).withUnsafeBufferPointer { ExternalID(utf8: $0) }
      #expect(read == (text.isEmpty ? nil : id))
    }
  }

  @Test("Numbers by value before texts by bytes: a strict order")
  func order() {
    let ids = ascending.map { ExternalID($0) }
    for (left, first) in ids.enumerated() {
      for (right, second) in ids.enumerated() {
        #expect((first < second) == (left < right), "\(first) \(second)")
        #expect((first == second) == (left == right), "\(first) \(second)")
      }
    }
    #expect(Set(ids).count == ids.count)
    #expect(ids.shuffled().sorted() == ids)
  }

  @Test("Accents that are composed differently are different ids, also as keys")
  func accents() {
    let (composed, decomposed) = (ExternalID("caf\u{E9}"), ExternalID("cafe\u{301}"))
    #expect(composed != decomposed && composed == ExternalID("caf\u{E9}"))
    #expect([composed: 1, decomposed: 2][decomposed] == 2)
    var keys = PostKeys()
    let platform = keys.platform(named: "x")
    #expect([composed, decomposed, composed].map { keys.key(of: $0, platform: platform) } == [-1, -2, -1])
  }
}
