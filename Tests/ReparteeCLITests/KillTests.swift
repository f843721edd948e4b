import Foundation
import Testing

@Suite("A killed import")
struct KillTests {
  @Test("The store is as it was, to the byte, or holds all of the import, at whatever moment that is killed")
  func killed() throws {
    let command = try Toy.command()
    var rows = "id,author,parent,time,handle\n"
    for id in 100..<120_000 {
      rows += "\(id),p\(id % 40_000),\(id - 1 - id % 7),\(1_700_000_000 + id),h\(id % 50_000)\n"
    }
    try command.file("big.csv", rows)
    let before = try #require(command.bytes("toy.repartee"))
    let output = command.path("output")
    // From the start to past the end, denser where the transaction is written.
    var ended = false
    for moment in [20, 80, 200, 400, 700, 1000, 1400] {
      let process = try command.start(["import", "big.csv", "--into", "toy.repartee", "--quiet"], output: output)
      Thread.sleep(forTimeInterval: Double(moment) / 1000)
      ended = !process.isRunning
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if ended { break }
      let check = try command.run("check", "toy.repartee")
      #expect(check.status == 0, "killed after \(moment) ms: \(check.errors)")
      if command.bytes("toy.repartee") != before {
        // It was done, and the network was being kept.
        let sources = try command.run("sources", "toy.repartee", "--output-format", "csv")
        #expect(sources.output.contains("big.csv") && sources.output.contains("119900"), "killed after \(moment) ms")
        ended = true
        break
      }
      #expect(!command.names.contains { $0.hasPrefix("toy.repartee-") }, "killed after \(moment) ms")
    }
    if !ended { #expect(try command.run("import", "big.csv", "--into", "toy.repartee", "--quiet").status == 0) }
    #expect(try command.run("check", "toy.repartee").status == 0)
  }

  @Test("A new store whose first import is killed holds nothing, and takes the import again")
  func killedFirst() throws {
    let command = try Toy.command()
    for moment in [5, 15, 30, 60] {
      let name = "new\(moment).repartee"
      let process = try command.start(
        ["import", "posts.csv", "--into", name, "--quiet"], output: command.path("output"))
      Thread.sleep(forTimeInterval: Double(moment) / 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(try command.run("import", "posts.csv", "--into", name, "--quiet").status == 0)
      #expect(try command.run("check", name).status == 0)
      #expect(try command.run("sources", name, "--output-format", "csv").output.split(separator: "\n").count == 2)
      #expect(!command.names.contains { $0.hasPrefix(name + "-") })
    }
  }
}
