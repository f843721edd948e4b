import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeGraph
import ReparteeJobs
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

@testable import ReparteeFigures

/// Pictures of one network are the same to the byte, however often and on however many threads they are made.
@Suite struct RepeatTests {
  /// Every diagram of a network, measured and drawn again.
  static func pictures(of network: SocialNetwork) throws -> [String] {
    let measured = MeasuredNetwork(ScopedNetwork(network))
    let context = DiagramContext(measured: measured, rows: Scoring().rows(of: measured))
    var figures: [any Figure] = [
      NetworkDiagram(on: context), CommunitiesDiagram(on: context), FollowersDiagram(on: context),
    ]
    if let row = context.rows.first { figures.append(EgoDiagram(of: row, on: context)) }
    if let best = ConversationDiagram.best(in: measured) { figures.append(ConversationDiagram(of: best, on: context)) }
    return try figures.map { try $0.svg() }
  }

  @Test(arguments: [3, 4])
  func anyNumberOfThreadsAndTwentyRuns(seed: UInt64) throws {
    let network = RandomNetwork(seed: seed, pace: 60).network()
    let first = try Self.pictures(of: network)
    for run in 0..<20 {
      let again = try Cores.$threadLimit.withValue(1 + run % 5) { try Self.pictures(of: network) }
      #expect(again == first, "run \(run)")
    }
  }

  /// Run alone, since other tests take memory too: `FIGURES_MEMORY=1 swift test --filter memoryStaysFlat`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["FIGURES_MEMORY"] != nil))
  func memoryStaysFlat() throws {
    func pages() -> Int {
      let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
      return text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
    let diagram = SampleDiagrams.random(voices: 20, people: 200, seed: 2)
    for _ in 0..<40 { _ = try diagram.drawing(on: FigurePage()).png(page: FigurePage(), dotsPerInch: 72) }
    let before = pages()
    for _ in 0..<200 { _ = try diagram.drawing(on: FigurePage()).png(page: FigurePage(), dotsPerInch: 72) }
    print("kilobytes before and after 200 renders:", 4 * before, 4 * pages())
    #expect(pages() - before < 512, "2 MB")
  }
}
