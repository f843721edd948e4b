import Foundation
import Testing

@testable import ReparteeFormats

@Suite("The file of rejected rows")
struct RejectsFileTests {
  @Test("One row a reject, quoted as CSV wants it, and written as it comes")
  func rows() throws {
    let place = try TemporaryFile([])
    defer { place.remove() }
    let file = try RejectsFile(path: place.path)
    try file.append([Reject(line: 3, reason: "expected “A, B”, found \"x\"")], of: "in put.csv")
    let text = try String(contentsOfFile: place.path, encoding: .utf8)
    #expect(text == "path,line,reason\nin put.csv,3,\"expected “A, B”, found \"\"x\"\"\"\n")
    try file.close()
  }

  @Test("A path that cannot be written fails before any work")
  func badPath() {
    #expect(throws: FormatError.self) { try RejectsFile(path: "/no/such/folder/rejects.csv") }
  }
}
