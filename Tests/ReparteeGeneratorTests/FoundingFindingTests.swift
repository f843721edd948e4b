import Foundation
import ReparteeAnalysis
import ReparteeGenerator
import ReparteeJobs
import ReparteeStore
import Testing

/// The main job on the sample, through every module: what `make demo` promises.
@Suite struct FoundingFindingTests {
  @Test(arguments: [PolicyEngagementTests.seeds[0], 12] as [UInt64])
  func theOfficialHasMorePeopleInConversationThanTheChannel(seed: UInt64) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in PolicyEngagement(seed: seed).files {
      try file.text.write(to: folder.appendingPathComponent(file.name), atomically: true, encoding: .utf8)
    }
    let path = folder.appendingPathComponent("job.yaml").path
    let job = try JobFile(yaml: String(contentsOfFile: path, encoding: .utf8), path: path)

    var sentence = ""
    try JobRun(job).run { event in
      switch event {
      case .imported(let report):
        #expect(report.ledger.rejected == 0 && report.ledger.duplicates == 0, "\(report.source.path)")
        #expect(report.roster?.unmatched ?? [] == [])
      case .scored(_, let finding, _): sentence = finding
      default: break
      }
    }
    let store = try ConversationStore(path: job.store, access: .reading)
    #expect(try store.check().allSatisfy { $0.violations == 0 })
    let result = try job.score.run(on: store)
    let rows = result.rows

    let finding = Finding(rows: rows, in: result.measured)
    #expect(finding.holds)
    #expect(finding.sentence == sentence)
    #expect(finding.voice?.followers == 688)
    #expect(finding.voice?.section == .voices)
    #expect(finding.voice?.scoreLow != nil)
    #expect(finding.following?.followers == 37_221)
    #expect(finding.following?.section == .broadcasters)
    #expect(finding.following?.kind == .channel)
    #expect(finding.following?.conversed == 0)
    #expect(sentence.contains("(688 followers)") && sentence.contains("(37,221)"))

    func row(_ label: String) -> ScoredRow? { rows.first { $0.label == label } }
    #expect(row("TheUnquietNightShift")?.section == .excluded)
    #expect(row("WellbeingLinksRobot")?.section == .excluded)
    #expect(row("HoratioLoudwaterNow")?.section == .others)
    // Two accounts, one voice: their followers add up.
    #expect(row("Tobias Fennimarsh")?.followers == 699)
    #expect(row("TobiasFennimarshHome") == nil)
  }
}
