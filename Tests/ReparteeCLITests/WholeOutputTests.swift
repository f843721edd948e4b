import Foundation
import Testing

/// Outputs are seen whole or as they were before, whatever ends the command, and nobody else's files are touched.
@Suite struct WholeOutputTests {
  private func names(_ folder: String, of command: Command) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: command.path(folder))) ?? []).sorted()
  }

  @Test("A briefing takes the place of an earlier one, and of no folder that holds anything else")
  func onlyOwnFolders() throws {
    let command = try Toy.command()
    #expect(try command.run("brief", "toy.repartee", "--output", "b", "--quiet").status == 0)
    #expect(try command.run("brief", "toy.repartee", "--output", "b", "--quiet").status == 0)
    try command.file("b/letter.txt", "dear")
    let letter = try command.run("brief", "toy.repartee", "--output", "b")
    #expect(
      letter.status == 1 && letter.errors.contains("it holds letter.txt, which would be lost"), "\(letter.errors)")
    #expect(command.bytes("b/letter.txt") == Data("dear".utf8) && command.bytes("b/index.html") != nil)
    #expect(try command.shell("rm b/letter.txt && mkdir b/letters") == 0)
    #expect(try command.run("brief", "toy.repartee", "--output", "b", "--quiet").status == 1)
    // A folder with a file of that name alone is not ours.
    #expect(try command.shell("mkdir mine && echo '{}' > mine/briefing.json && echo dear > mine/letter.txt") == 0)
    let mine = try command.run("brief", "toy.repartee", "--output", "mine")
    #expect(mine.status == 1 && mine.errors.contains("something else than an earlier briefing"))
    #expect(names("mine", of: command) == ["briefing.json", "letter.txt"])
  }

  @Test("What a killed command left is removed by the next one; what looks alike and is another's stays")
  func leftovers() throws {
    let command = try Toy.command()
    // No process has the number 2^22 + 1.
    let dead = "4194305"
    #expect(
      try command.shell(
        """
        mkdir -p .b.repartee-\(dead)-1f/new/tables .b.4194305 .b.4194305.old .b.repartee-\(dead)-2e .b.repartee-x-2e
        echo half > .b.repartee-\(dead)-1f/new/index.html; echo dear > .b.4194305/letter; echo dear > .b.repartee-\(dead)-2e/letter
        echo half > .r.svg.repartee-\(dead)-3a; echo half > .r.svg.repartee-\(dead)-zz; echo half > .r.svg.partial
        """) == 0)
    #expect(try command.run("brief", "toy.repartee", "--output", "b", "--quiet").status == 0)
    #expect(try command.run("draw", "toy.repartee", "network", "--output", "r.svg", "--quiet").status == 0)
    #expect(
      command.names.filter { $0.hasPrefix(".") } == [
        ".b.4194305", ".b.4194305.old", ".b.repartee-\(dead)-2e", ".b.repartee-x-2e", ".r.svg.partial",
        ".r.svg.repartee-\(dead)-zz",
      ])
  }

  @Test("A briefing that a killed command had moved aside goes back")
  func movedAside() throws {
    let command = try Toy.command()
    #expect(try command.run("brief", "toy.repartee", "--output", "b", "--quiet").status == 0)
    #expect(try command.shell("mkdir .b.repartee-4194305-1f && mv b .b.repartee-4194305-1f/old") == 0)
    // It cannot make a new one.
    let failed = try command.run("brief", "toy.repartee", "--output", "b", "--from", "2030-01-01", "--to", "2029-01-01")
    #expect(failed.status == 64)
    #expect(try command.run("brief", "toy.repartee", "--output", "b", "--quiet").status == 0)
    #expect(command.bytes("b/index.html") != nil && command.names.filter { $0.hasPrefix(".") } == [])
  }

  /// The shim is the one of the shared cases; without a compiler or it, the test has nothing to kill with.
  @Test(
    "Killed at any rename, the folder holds the earlier briefing or the new one",
    .enabled(if: FileManager.default.fileExists(atPath: FaultShim.source) && FaultShim.hasCompiler))
  func killedAtRename() throws {
    let command = try Toy.command()
    try FaultShim.build(at: command.path("fault.so"))
    #expect(try command.run("brief", "toy.repartee", "--output", "b", "--title", "Earlier", "--quiet").status == 0)
    for place in 1...4 {
      let killed = try command.run(
        ["brief", "toy.repartee", "--output", "b", "--title", "Later \(place)", "--quiet"],
        environment: [
          "LD_PRELOAD": command.path("fault.so"), "FI_DIR": command.folder, "FI_OPS": "r", "FI_N": "\(place)",
          "FI_MODE": "KILL",
        ])
      let page = String(decoding: command.bytes("b/index.html") ?? Data(), as: UTF8.self)
      #expect(page.contains("Earlier") || page.contains("Later"), "rename \(place), status \(killed.status)")
      #expect(command.bytes("b/manifest.json") != nil)
    }
    #expect(try command.run("brief", "toy.repartee", "--output", "b", "--title", "Last", "--quiet").status == 0)
    #expect(command.names.filter { $0.hasPrefix(".") } == [])
  }

  @Test("A limit on the size of files ends in a message, and leaves the earlier file")
  func fileSizeLimit() throws {
    let command = try Toy.command()
    try command.file("r.svg", "earlier")
    // Blocks of 512 or 1,024 bytes, by the shell.
    #expect(
      try command.shell("ulimit -f 1; $R draw toy.repartee network --output r.svg 2> err; echo $? > rc; true") == 0)
    let errors = String(decoding: command.bytes("err") ?? Data(), as: UTF8.self)
    #expect(command.bytes("rc") == Data("1\n".utf8) && errors.contains("cannot be written"), "\(errors)")
    #expect(command.bytes("r.svg") == Data("earlier".utf8) && command.names.filter { $0.hasPrefix(".") } == [])
  }

  @Test("SIGTERM ends a command that waits for a pipe which nobody writes to")
  func terminated() throws {
    let command = try Toy.command()
    #expect(
      try command.shell(
        "mkfifo p; $R import p --into s.repartee --quiet 2> err & sleep 1; kill -TERM $!; wait $!; echo $? > rc; true")
        == 0)
    #expect(command.bytes("rc") == Data("143\n".utf8))
    #expect(String(decoding: command.bytes("err") ?? Data(), as: UTF8.self).contains("stopped by SIGTERM"))
  }
}

/// The library that ends a program at a chosen call.
enum FaultShim {
  static let source =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/cases/durability/fault.c").path
  static var hasCompiler: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/cc") }

  static func build(at path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/cc")
    process.arguments = ["-shared", "-fPIC", "-w", "-o", path, source, "-ldl"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
