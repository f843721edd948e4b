import Foundation
import Repartee

/// The README's example for developers: a network built by hand, and one imported, scored and drawn.
@main
struct Example {
  static func main() throws {
    try scoreByHand()
    try importScoreDraw()
    print("the example package works")
  }

  /// Three posts: somebody asks, an official answers, and the person comes back.
  static func scoreByHand() throws {
    var builder = NetworkBuilder()
    let official = builder.voices.append(platform: "local", id: .text("official"), handle: "official")
    let person = builder.voices.append(platform: "local", id: .text("person"), handle: "person")
    let platform = builder.platform(named: "local")
    builder.add(.init(id: .number(1), author: official), platform: platform)
    builder.add(.init(id: .number(2), author: person, parent: .number(1), kind: .reply), platform: platform)
    builder.add(.init(id: .number(3), author: official, parent: .number(2), kind: .reply), platform: platform)
    builder.add(.init(id: .number(4), author: person, parent: .number(3), kind: .reply), platform: platform)

    let rows = Scoring().rows(of: ScopedNetwork(builder.build()))
    guard rows.first?.label == "official", rows.first?.rank == 1 else { throw ExampleError.wrongRanking }
  }

  static func importScoreDraw() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("repartee-example-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let posts = folder.appendingPathComponent("posts.csv")
    try "id,author,parent,time\n1,a,,0\n2,b,1,60\n3,a,2,120\n4,b,3,180\n".write(
      to: posts, atomically: true, encoding: .utf8)

    let store = try ConversationStore(path: folder.appendingPathComponent("example.repartee").path, access: .creating)
    let report = try store.importFile(posts.path)
    guard report.ledger.kept == 4 else { throw ExampleError.wrongLedger }

    let network = ScopedNetwork(try store.network(), scope: Scope(window: .all))
    let rows = Scoring().rows(of: network)
    let svg = try NetworkDiagram(rows: rows, network: network).svg()
    guard svg.contains("<svg"), Finding(rows: rows).sentence.contains("a") else { throw ExampleError.wrongDiagram }
  }
}

enum ExampleError: Error {
  case wrongRanking, wrongLedger, wrongDiagram
}
