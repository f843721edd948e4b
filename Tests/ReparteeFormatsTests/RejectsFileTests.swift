import Foundation
import Testing

@testable import ReparteeFormats

@Suite("The file of rejected rows")
struct RejectsFileTests {
  @Test("One row a reject, quoted as CSV wants it, in its place once it is closed")
  func rows() throws {
    let place = try TemporaryFile([])
    defer { place.remove() }
    let file = try RejectsFile(path: place.path)
    try file.append([Reject(line: 3, reason: "expected “A, B”, found \"x\"")], of: "in put.csv")
    try file.close(isKept: false)
    let text = try String(contentsOfFile: place.path, encoding: .utf8)
    #expect(text == "path,line,reason\nin put.csv,3,\"expected “A, B”, found \"\"x\"\"\"\n")
    #expect(!FileManager.default.fileExists(atPath: RejectsFile.partial(of: place.path)))
  }

  @Test("An earlier file stays unless there is something to say, or its rows are read again")
  func earlier() throws {
    let place = try TemporaryFile(Array("earlier".utf8))
    defer { place.remove() }
    func text() throws -> String { try String(contentsOfFile: place.path, encoding: .utf8) }
    try RejectsFile(path: place.path).close(isKept: false)
    #expect(try text() == "earlier")
    // An import that fails midway has rows to show.
    do {
      let failing = try RejectsFile(path: place.path)
      #expect(try text() == "earlier")
      try failing.append([Reject(line: 1, reason: "cut")], of: "a.csv")
    }
    #expect(try text() == "path,line,reason\na.csv,1,cut\n")
    try RejectsFile(path: place.path).close(isKept: true)
    #expect(try text() == "path,line,reason\n")
  }

  @Test("A path that cannot be written fails before any work")
  func badPath() {
    #expect(throws: FormatError.self) { try RejectsFile(path: "/no/such/folder/rejects.csv") }
  }
}
