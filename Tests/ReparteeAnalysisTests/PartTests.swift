import ReparteeAnalysis
import Testing

@Suite struct PartTests {
  @Test(arguments: [
    (12, 100, "12 of the 100 replies (12%)"), (12, 49, "12 of the 49 replies"), (5, 5, "all 5 replies"),
    (2, 2, "both replies"), (0, 5, "none of the 5 replies"), (1, 1, "the one reply"), (0, 1, "0 of 1 reply"),
    (1, 1_655, "1 of the 1,655 replies (under 1%)"), (1_000, 1_000, "all 1,000 replies"),
  ])
  func inWords(part: Int, whole: Int, text: String) {
    #expect(Part(part, of: whole, .replies).text == text)
  }
}
