import ReparteeAnalysis
import ReparteeGraph
import Testing

@Suite struct QualityNoteTests {
  @Test func cleanDataNeedNoWord() {
    #expect(NetworkQuality().notes.isEmpty)
  }

  @Test func missingParentsAreGivenAsAShareAndStressedAboveOneInTen() {
    var quality = NetworkQuality()
    (quality.replies, quality.orphans) = (802, 1)
    #expect(quality.notes == ["replies to a post that no file holds: 1 of 802 (under 1%)"])
    #expect(!quality.isPatchy)
    (quality.replies, quality.orphans) = (100, 10)
    #expect(!quality.isPatchy)
    quality.orphans = 11
    #expect(quality.isPatchy && quality.notes[0].contains("(11%); that is more than one in ten"))
  }

  @Test func everyOtherFindingIsCounted() {
    var quality = NetworkQuality()
    (quality.unknownAuthors, quality.cyclesCut, quality.parentConflicts) = (2, 3, 1_000)
    #expect(quality.notes.count == 3)
    #expect(quality.notes[2].hasSuffix(": 1,000"))
  }
}
