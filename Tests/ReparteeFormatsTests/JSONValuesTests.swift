import ReparteeGraph
import Testing

@testable import ReparteeFormats

/// Where JSON values end, found 64 bytes at a time, against the rule spelled out byte by byte.
@Suite struct JSONValuesTests {
  @Test func endsAreThoseOfTheRule() {
    var random = SplitMix64(seed: 7)
    // Few quotation marks let the brackets count; many backslashes make long runs of them.
    let alphabets = [
      #"{}[]"\,a"#, #"{{{}}}[]""aaaaaaaaaaaaaaaaaaaaaaaa"#, #"{[]}"\\\\\\aaa"#, "{}\"\n\\aaaaaaaaaaaaaaaaaaaa",
    ]
    for round in 0..<4000 {
      let alphabet = Array(alphabets[round % alphabets.count].utf8)
      let braces = 1 + random.below(40)
      var text = [UInt8](repeating: UInt8(ascii: "{"), count: braces)
      for _ in 0..<random.below(300) { text.append(alphabet[random.below(alphabet.count)]) }
      text += [UInt8](repeating: UInt8(ascii: "}"), count: random.below(60))
      let start = random.below(min(braces, 3))
      let found = text.withUnsafeBufferPointer { JSONValues.next($0, from: start)?.end }
      #expect(
        found == JSONValuesTests.end(of: text, from: start), "round \(round): \(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test func aStringMayBeLongerThanAnyBlock() {
    for length in [0, 1, 62, 63, 64, 65, 127, 128, 1000] {
      for tail in ["", #"\""#, #"\\"#, #"\\\""#, "}]", "é"] {
        let value = #"{"a":""# + String(repeating: "x", count: length) + tail + #"","b":[1,{}]}"#
        let text = Array((value + #",{"c":1}"#).utf8)
        #expect(text.withUnsafeBufferPointer { JSONValues.next($0, from: 0)?.end } == value.utf8.count)
      }
    }
  }

  /// The end of the object at `start`: strings hide brackets, a backslash hides the next byte of a string, and a raw line end
  /// ends a string.
  private static func end(of text: [UInt8], from start: Int) -> Int? {
    var (depth, index) = (0, start)
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: "\""):
        index += 1
        while index < text.count, text[index] != UInt8(ascii: "\""), text[index] != UInt8(ascii: "\n") {
          index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      default: break
      }
      index += 1
    }
    return nil
  }
}
