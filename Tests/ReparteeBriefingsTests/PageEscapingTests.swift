import Testing

@testable import ReparteeBriefings

@Suite("The page's escaping")
struct PageEscapingTests {
  @Test("What could end a tag or an attribute is escaped, with a combining accent behind it too")
  func scalars() {
    let escaped = PageEscaping().escapeText("<b>\"\u{301}'&\u{301} \u{202E}x")
    #expect(escaped == "&lt;b&gt;&quot;\u{301}&#39;&amp;\u{301} x")
  }
}
