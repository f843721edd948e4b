import ReparteeTestArchives
import Testing

@testable import ReparteeFormats

@Suite("Archives, entry by entry")
struct ArchiveStreamTests {
  private typealias Failure = ArchiveStream.Failure

  /// The names of an archive's entries, and the content of each.
  private func entries(_ bytes: [UInt8], _ form: ArchiveStream.Form, limits: InputLimits = InputLimits()) throws
    -> [String]
  {
    try bytes.withUnsafeBytes { bytes in
      let stream = try ArchiveStream(.memory(bytes), form: form, size: bytes.count, limits: limits)
      var found: [String] = []
      while let entry = try stream.next() {
        let content = try entry.isEncrypted ? [] : stream.content(atMost: 1 << 20, expected: entry.size)
        found.append("\(entry.name)=\(String(decoding: content, as: UTF8.self))")
      }
      return found
    }
  }

  @Test("Names are UTF-8, links are no files, and a limit on entries is said with its figure")
  func names() throws {
    var two = InputLimits()
    two.entries = 2
    for (form, kind) in [(ArchiveWriter.Form.zip, ArchiveStream.Form.zip), (.tar, .tar)] {
      let bytes = try ArchiveWriter.bytes(
        of: [.text("größe/ä.csv", "a"), .text("b.csv", ""), .text("c.csv", "c")], as: form)
      #expect(try entries(bytes, kind) == ["größe/ä.csv=a", "b.csv=", "c.csv=c"])
      let failure = #expect(throws: Failure.self) { try entries(bytes, kind, limits: two) }
      #expect(failure?.reason.contains("it holds more than 2 files and folders") == true)
    }
  }

  @Test(
    "Cut after any byte, or with any byte changed, it is refused or read, and nothing else",
    arguments: [
      (ArchiveWriter.Form.zip, ArchiveStream.Form.zip), (.tar, .tar),
    ])
  func damage(form: ArchiveWriter.Form, kind: ArchiveStream.Form) throws {
    let bytes = try ArchiveWriter.bytes(
      of: [.text("a.csv", "a,b"), .text("b.csv", "c"), .link("l", to: "a.csv")], as: form)
    for count in 0..<bytes.count { _ = try? entries(Array(bytes[..<count]), kind) }
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0xff
      _ = try? entries(changed, kind)
    }
  }
}
