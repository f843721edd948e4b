import Foundation
import Testing

/// The library's errors speak of the library: options and other commands are named by the command alone.
struct LibraryErrorTests {
  /// Files that write job and mapping files for people who run the command, and so name its options.
  private static let drafts = ["JobDraft.swift", "JobSchema.swift", "MappingDraft.swift", "PolicyEngagement.swift"]

  @Test("No text of the library names an option of the command")
  func noOptions() throws {
    let option = /--[a-z]/
    try forEachText { place, text in #expect(text.firstMatch(of: option) == nil, "\(place): \(text)") }
  }

  @Test("No error of the library says which command to run")
  func noCommands() throws {
    let command = /repartee [a-z]|the command/
    var errors = 0
    try forEachText { place, text in
      guard place.contains("Error.swift") else { return }
      errors += 1
      #expect(text.firstMatch(of: command) == nil, "\(place): \(text)")
    }
    #expect(errors > 40)
  }

  /// Calls `body` with every line of the library's sources that is no comment and holds a string.
  private func forEachText(_ body: (_ place: String, _ text: String) -> Void) throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let paths = try #require(FileManager.default.enumerator(atPath: sources.path)).compactMap { $0 as? String }
    var count = 0
    for path in paths where path.hasSuffix(".swift") && !path.hasPrefix("ReparteeCLI/") {
      if Self.drafts.contains(where: path.hasSuffix) { continue }
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let line = line.drop { $0 == " " }
        if line.hasPrefix("//") || !line.contains("\"") { continue }
        count += 1
        body("\(path):\(number + 1)", String(line))
      }
    }
    #expect(count > 3_000)
  }
}
