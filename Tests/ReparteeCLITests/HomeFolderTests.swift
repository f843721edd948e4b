import Foundation
import Testing

@Suite("No file of a job names a home folder")
struct HomeFolderTests {
  @Test("Absolute paths to sources, job and outputs; a store beside them, and one elsewhere")
  func absolutePaths() throws {
    let command = try Command()
    let home = command.path("people/janesecret")
    try FileManager.default.createDirectory(atPath: home + "/job", withIntermediateDirectories: true)
    try command.file(
      "people/janesecret/job/posts.csv", "id,author,parent,time\n1,ann,,1700000000\n2,ben,1,1700000060\n,x,,\n")
    for store in ["\(home)/job/s.repartee", command.path("elsewhere.repartee")] {
      try command.file(
        "people/janesecret/job/job.yaml",
        """
        store: \(store)
        sources: [\(home)/job/posts.csv]
        outputs:
          csv: \(home)/job/out/ranking.csv
          diagram: \(home)/job/out/network.svg
        briefing: \(home)/job/out/briefing

        """)
      for _ in 0..<2 {
        let outcome = try command.run(["run", home + "/job/job.yaml"], environment: ["HOME": home])
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      let held = try command.run(["import", home + "/job/posts.csv", "--into", store], environment: ["HOME": home])
      #expect(held.errors.contains("posts.csv: held already, as source 1"))
      let bytes = try #require(FileManager.default.contents(atPath: store))
      #expect(bytes.range(of: Data("janesecret".utf8)) == nil)
      let undone = try command.run(["undo", store, home + "/job/posts.csv"], environment: ["HOME": home])
      #expect(undone.status == 0, "\(undone.errors)")
    }
    let written = try #require(FileManager.default.subpaths(atPath: home + "/job/out")).map { home + "/job/out/" + $0 }
    for path in written + [home + "/job/s.repartee.run.json"] {
      guard let bytes = FileManager.default.contents(atPath: path) else { continue }
      #expect(bytes.range(of: Data("janesecret".utf8)) == nil, "\(path)")
    }
  }
}
