import ReparteeText
import Testing

@testable import ReparteeFigures

@Suite struct TextMetricsTests {
  @Test func widthsAreAtLeastThoseOfHelvetica() {
    // From the font's published metrics: H 722, e 556, l 222 twice, o 556.
    #expect(TextMetrics.width(of: "Hello", size: 1_000) >= 2_278)
    #expect(TextMetrics.width(of: "Hello", size: 1_000) < 3_500)
    #expect(TextMetrics.latinWidths.count == 96 + 224)
  }

  @Test func emptyTextAndMarksTakeNoRoom() {
    #expect(TextMetrics.width(of: "", size: 10) == 0)
    #expect(TextMetrics.width(of: "e\u{0301}", size: 10) == TextMetrics.width(of: "e", size: 10))
  }

  @Test func wideScriptsAreWide() {
    #expect(TextMetrics.width(of: "東", size: 10) >= 10)
    #expect(TextMetrics.width(of: "🎉", size: 10) > 10)
  }

  @Test(arguments: SampleDiagrams.hostileNames)
  func truncatedTextFits(name: String) {
    for limit in [20.0, 60, 120] {
      let cut = TextMetrics.truncated(DisplayText.cleaned(name), toWidth: limit, size: 10)
      #expect(TextMetrics.width(of: cut, size: 10) <= limit)
    }
  }

  @Test(arguments: SampleDiagrams.hostileNames)
  func linesFitAndLoseNothing(name: String) {
    let text = DisplayText.cleaned(name, limit: 500)
    let lines = TextMetrics.lines(of: text, width: 80, size: 10)
    for line in lines { #expect(TextMetrics.width(of: line, size: 10) <= 80) }
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }
}

@Suite struct DisplayTextTests {
  @Test func controlsAndNonCharactersBecomeVisible() {
    #expect(
      DisplayText.cleaned("a\u{0}b\u{1B}c\u{7F}d\u{FFFF}e") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e")
  }

  @Test(arguments: [0x1FFFE, 0x10FFFF, 0xFDD0, 0xFFFF, 0x0B, 0x9F] as [UInt32])
  func forbiddenCodePoints(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(!DisplayText.cleaned("a" + String(Character(scalar)) + "b").unicodeScalars.contains(scalar))
  }

  @Test func spaceIsOneSpace() {
    #expect(DisplayText.cleaned("  a\t\r\n b\u{2028}c\u{3000}d ") == "a b c d")
  }

  @Test func reorderingAndHiddenCodePointsGo() {
    #expect(DisplayText.cleaned("\u{202E}a\u{2066}b\u{200B}c\u{FEFF}\u{E0041}") == "abc")
    #expect(DisplayText.cleaned("👩‍👧") == "👩‍👧")
  }

  @Test func nothingLeftIsSaid() {
    #expect(DisplayText.cleaned(" \u{202E}\u{200B}\n") == "(no name)")
    #expect(DisplayText.cleaned("", placeholder: "") == "")
  }

  @Test func piledMarksAndLengthAreLimited() {
    #expect(DisplayText.cleaned("Z" + String(repeating: "\u{0301}", count: 50)).unicodeScalars.count == 5)
    #expect(DisplayText.cleaned(String(repeating: "x", count: 300), limit: 10) == "xxxxxxxxx…")
  }

  @Test func identifiersAreSafe() {
    #expect(DisplayText.identifier("network-1") == "network-1")
    #expect(DisplayText.identifier("1\"><script>") == "figure1script")
    #expect(DisplayText.identifier("") == "figure")
  }
}

@Suite struct NumberTextTests {
  @Test func countsAreGrouped() {
    #expect(
      [0, 7, 999, 1_000, 1_150, 1_234_567, -1_000].map { NumberFormat.text($0) } == [
        "0", "7", "999", "1,000", "1,150", "1,234,567", "-1,000",
      ])
    #expect(NumberFormat.text(Int64.min) == "-9,223,372,036,854,775,808")
    #expect(NumberFormat.text(1, "person", "people") == "1 person")
  }

  @Test func decimalsAreShort() {
    #expect(
      [0, -0.001, 1, 1.5, 2.049, 2.051, -3.25, 1e300, .nan].map(NumberFormat.short) == [
        "0", "0", "1", "1.5", "2.05", "2.05", "-3.25", "0", "0",
      ])
  }
}
