import Foundation
import ReparteeTestArchives
import Testing

/// The built command, run as a child process in a folder of the test's own.
final class Command {
  /// What a run left behind.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String

    /// The lines on standard error.
    var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "command-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The command that `REPARTEE_BINARY` names, else the one beside the test bundle.
  static let binary: String = {
    if let named = ProcessInfo.processInfo.environment["REPARTEE_BINARY"] {
      return URL(fileURLWithPath: named).path
    }
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let beside = bundle.appendingPathComponent("repartee").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.appendingPathComponent(".build/debug/repartee").path
  }()

  func path(_ name: String) -> String { folder + "/" + name }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Data(text.utf8))
  }

  @discardableResult
  func file(_ name: String, _ bytes: Data) throws -> String {
    try bytes.write(to: URL(fileURLWithPath: path(name)))
    return name
  }

  /// A file with a key of pseudonyms, which nobody else may read.
  func key(_ name: String, _ text: String = "a key of the tests, which is long enough") throws {
    try file(name, text + "\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(name))
  }

  /// The permissions of a file, such as 0o600.
  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  /// The text of a file; of an office file that of all of its parts but pictures, each with its path.
  func texts(_ name: String) -> [(path: String, text: String)] {
    let bytes = bytes(name) ?? Data()
    guard [".xlsx", ".docx", ".pptx"].contains(where: name.hasSuffix) else {
      return [(name, String(decoding: bytes, as: UTF8.self))]
    }
    let parts = (try? ArchiveReader.files(of: bytes)) ?? []
    return parts.filter { !$0.name.hasSuffix(".png") }.map { ("\(name)/\($0.name)", $0.text) }
  }

  func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: path(name)) }

  /// The names in the folder.
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

  /// Starts the command; its output goes to files, so that no pipe can fill up.
  func start(_ arguments: [String], output: String, environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.binary)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // The key of pseudonyms is the tests' own, not the user's.
    let own = ["XDG_CONFIG_HOME": NSTemporaryDirectory() + "repartee-tests-config"]
    process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    for name in [output + ".out", output + ".err"] { _ = FileManager.default.createFile(atPath: name, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output + ".out"))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: output + ".err"))
    try process.run()
    return process
  }

  /// Runs the command to its end.
  @discardableResult
  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  @discardableResult
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    let output = NSTemporaryDirectory() + "output-" + UUID().uuidString
    defer { for end in [".out", ".err"] { try? FileManager.default.removeItem(atPath: output + end) } }
    let process = try start(arguments, output: output, environment: environment)
    process.waitUntilExit()
    func text(_ end: String) -> String {
      String(decoding: FileManager.default.contents(atPath: output + end) ?? Data(), as: UTF8.self)
    }
    return Outcome(status: process.terminationStatus, output: text(".out"), errors: text(".err"))
  }

  /// Runs a shell line in the folder, with the command's path in `$R`.
  func shell(_ line: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(["R": Command.binary]) { $1 }
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A ranking as `--output-format csv` prints it; no cell of these tests holds a comma.
struct Ranking {
  var columns: [String]
  var rows: [[String]]

  init(csv: String) {
    let lines = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    columns = lines.first ?? []
    rows = Array(lines.dropFirst())
  }

  /// A column's cells by voice.
  subscript(column: String) -> [String: String] {
    guard let index = columns.firstIndex(of: column), let voice = columns.firstIndex(of: "voice") else { return [:] }
    return Dictionary(rows.map { ($0[voice], $0[index]) }) { first, _ in first }
  }
}
