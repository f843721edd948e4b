import Foundation
import Testing

@Suite("Stopped by a signal, and what a run was like")
struct StopTests {
  @Test(
    "SIGTERM and SIGINT end the command with a word and a code, and leave the store as it was",
    arguments: [(SIGTERM, "SIGTERM", 143), (SIGINT, "SIGINT", 130)] as [(Int32, String, Int32)])
  func signals(signal: Int32, name: String, code: Int32) throws {
    let command = try Toy.command()
    var rows = "id,author,parent,time,handle\n"
    for id in 100..<100_000 {
      rows += "\(id),p\(id % 40_000),\(id - 1 - id % 7),\(1_700_000_000 + id),h\(id % 50_000)\n"
    }
    let before = try #require(command.bytes("toy.repartee"))
    let output = command.path("output")
    // A pipe that does not end, so that the import is not done before the signal comes, however long that takes.
    try #require(mkfifo(command.path("big.csv"), 0o600) == 0)
    let process = try command.start(["import", "big.csv", "--into", "toy.repartee", "--quiet"], output: output)
    let pipe = try FileHandle(forWritingTo: URL(fileURLWithPath: command.path("big.csv")))
    try pipe.write(contentsOf: Data(rows.utf8))
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == code && process.terminationReason == .exit)
    let errors = String(decoding: command.bytes("output.err") ?? Data(), as: UTF8.self)
    #expect(errors.contains("stopped by \(name)"), "\(errors)")
    #expect(try command.run("check", "toy.repartee").status == 0)
    #expect(command.bytes("toy.repartee") == before)
  }

  @Test("The volatile facts of a run stand beside the store, apart from its outputs")
  func facts() throws {
    let command = try Toy.command()
    try command.file("job.yaml", "store: out/s.repartee\nsources: [posts.csv]\noutputs: {csv: out/r.csv}\n")
    #expect(try command.run("run", "job.yaml", "--quiet").status == 0)
    let data = try #require(command.bytes("out/s.repartee.run.json"))
    let facts = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    // What is volatile, and what a monitor reads.
    #expect(
      Set(facts.keys) == [
        "began", "host", "threads", "seconds", "peak_megabytes", "outcome", "exit_code", "last_success", "window",
        "counts",
        "notes", "duration_seconds",
      ])
    #expect((facts["seconds"] as? [String: Double])?.keys.sorted() == ["read", "score", "write"])
    #expect((facts["peak_megabytes"] as? Int ?? 0) > 0)
    #expect(!command.names.contains { $0.hasSuffix(".lock") })
  }
}
