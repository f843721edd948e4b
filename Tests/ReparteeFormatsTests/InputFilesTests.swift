import Foundation
import Testing

@testable import ReparteeFormats

@Suite("Files by path, folder and pattern")
struct InputFilesTests {
  /// A folder with these files in it, for the time of `body`.
  private func withFiles(_ names: [String], _ body: (_ folder: String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "inputs-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in names {
      let file = URL(fileURLWithPath: folder + "/" + name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("x".utf8).write(to: file)
    }
    try body(folder)
  }

  private func paths(_ names: String...) throws -> [String] { try InputFiles.paths(for: names) }

  private func error(_ names: String...) -> FormatError? {
    do throws(FormatError) {
      _ = try InputFiles.paths(for: names)
      return nil
    } catch {
      return error
    }
  }

  @Test("A folder stands for all files below it by name, less hidden ones and stores")
  func folders() throws {
    let names = ["b.json", "a/z.csv", "a/B.csv", ".git/config", ".hidden", "made.repartee", "made.repartee-wal"]
    try withFiles(names) { folder in
      let expected = ["a/B.csv", "a/z.csv", "b.json"].map { folder + "/" + $0 }
      let found = try [paths(folder), paths(folder + "/")]
      #expect(found == [expected, expected])
    }
  }

  @Test("A pattern stands for the files and folders that it fits, by name")
  func patterns() throws {
    try withFiles(["2.json", "10.json", "1.csv", "3.json/in", ".4.json"]) { folder in
      let found = try paths(folder + "/*.json")
      #expect(found == ["10.json", "2.json", "3.json/in"].map { folder + "/" + $0 })
      #expect(try paths(folder + "/[12].*") == ["1.csv", "2.json"].map { folder + "/" + $0 })
    }
  }

  @Test("Names keep their order, and a file is named once")
  func order() throws {
    try withFiles(["a", "b", "c"]) { folder in
      let found = try paths("-", folder + "/c", folder + "/?", folder)
      #expect(found == ["-"] + ["c", "a", "b"].map { folder + "/" + $0 })
    }
  }

  @Test("A file may be called like a pattern")
  func literal() throws {
    try withFiles(["[1].json", "1.json"]) { folder in
      let found = try paths(folder + "/[1].json")
      #expect(found == [folder + "/[1].json"])
    }
  }

  @Test("What names no file is an error that says so")
  func failures() throws {
    #expect(error("nowhere.json") == .missing(path: "nowhere.json"))
    #expect(error("nowhere/*.json")?.description.hasPrefix("nowhere/*.json: no file is named by it") == true)
    #expect(error("nowhere/**/x")?.description.contains("name a folder") == true)
    try withFiles([".hidden"]) { #expect(error($0) == .noMatch($0)) }
  }
}
