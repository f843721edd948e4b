import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeStore
import ReparteeTestNetworks
import Testing

@testable import ReparteeFigures

/// The checker on networks that nobody here made. Findings are counted, never shown: names stay where they are.
@Suite(.enabled(if: RealData.isThere, "no real data in \(RealData.folder)"))
struct RealPictureTests {
  struct Collection: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [(path: String, kind: EdgeKind?)]
    /// Communities of tens of thousands take minutes without the optimiser.
    var hasCommunities = true
    var testDescription: String { name }
  }

  static let collections = [
    Collection(
      name: "charliehebdo",
      files: [("pheme/charliehebdo/tweets.jsonl.gz", nil), ("pheme/charliehebdo/follows.txt.gz", .follow)]),
    Collection(name: "higgs", files: [("higgs/higgs-activity_time.txt.gz", nil)], hasCommunities: false),
    Collection(name: "timme", files: [("timme-purep/reply_list.csv.gz", .reply)]),
  ]

  @Test(arguments: collections)
  func nothingIsWrong(collection: Collection) throws {
    let folder = NSTemporaryDirectory() + "pictures-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try ConversationStore(path: folder + "/s.repartee", access: .creating)
    for file in collection.files {
      var options = ReadOptions()
      options.kind = file.kind
      options.platform = file.kind == nil ? nil : "x"
      if file.path.hasSuffix(".csv.gz") { options.columns = ["actor": "user_id", "target": "reply_to"] }
      _ = try store.importFile(RealData.folder + "/" + file.path, options: options)
    }
    let result = try ScoreStep().run(on: store)
    let context = DiagramContext(measured: result.measured, rows: result.rows)
    var figures: [(String, any Figure)] = [
      ("network", NetworkDiagram(on: context)), ("followers", FollowersDiagram(on: context)),
    ]
    for row in [result.rows.first, result.rows.max { $0.repliers < $1.repliers }].compactMap({ $0 }) {
      figures.append(("ego", EgoDiagram(of: row, on: context)))
    }
    if let best = ConversationDiagram.best(in: result.measured) {
      figures.append(("conversation", ConversationDiagram(of: best, on: context)))
    }
    if collection.hasCommunities { figures.append(("communities", CommunitiesDiagram(on: context))) }
    for (identifier, figure) in figures {
      for page in [FigurePage(.slide), FigurePage(.portrait, theme: .printGrey)] {
        let findings = PictureChecker(try figure.svg(on: page)).findings(identifier: identifier)
        #expect(findings.count == 0, "\(collection.name), \(identifier), \(Int(page.width))×\(Int(page.height))")
      }
    }
  }
}
