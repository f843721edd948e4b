import Foundation
import ReparteeFormats
import Testing

@testable import ReparteeStore

@Suite("Importing again")
struct ReimportTests {
  @Test("The same bytes with the same options change nothing, whatever the file's name", arguments: Inputs.all)
  func idempotent(input: Input) throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [input], name: "one.repartee")
    let before = scratch.bytes("one.repartee")
    for name in [input.name, "another name"] {
      let report = try store.add(Input(name: name, text: input.text, options: input.options), in: scratch)
      #expect(report.wasAlreadyImported)
      #expect(report.source.number == 1 && report.source.path == input.name && report.path == scratch.path(name))
      #expect(scratch.bytes("one.repartee") == before)
    }
  }

  @Test("Other options make another source, and what it repeats is a duplicate")
  func otherOptions() throws {
    let scratch = try Scratch()
    let text = "1 2\n2 3\n"
    let store = try scratch.store()
    let kinds: [EdgeKind] = [.follow, .reply, .mention]
    for kind in kinds { try store.add(Input(name: "e", text: text, options: ReadOptions(kind: kind)), in: scratch) }
    #expect(try store.sources().map(\.kept) == [2, 2, 2])
    let named = ReadOptions(format: "edge-list", kind: .reply)
    let again = try store.add(Input(name: "e", text: text, options: named), in: scratch)
    #expect(!again.wasAlreadyImported && again.ledger.kept == 0 && again.ledger.duplicates == 2)
    let elsewhere = try store.add(
      Input(name: "e", text: text, options: ReadOptions(kind: .reply, platform: "y")), in: scratch)
    #expect(elsewhere.ledger.kept == 2)
  }

  @Test("Platforms are the same in any case")
  func platformCase() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    for platform in ["X", "x"] {
      let input = Input(name: "e", text: "1 2\n", options: ReadOptions(kind: .reply, platform: platform))
      #expect(try store.add(input, in: scratch).wasAlreadyImported == (platform == "x"))
    }
    #expect(try store.rows("SELECT name FROM platform") == [["x"]])
  }

  @Test("Accents composed or written apart make one account, in one file or in two; lookalike letters make two")
  func composedAccents() throws {
    let (composed, decomposed) = ("1,caf\u{E9},,1700000000\n", "2,cafe\u{301},1,1700000060\n")
    let header = "id,author,parent,time\n"
    let scratch = try Scratch()
    let together = try scratch.network(of: [Input(name: "a.csv", text: header + composed + decomposed)])
    let apart = try scratch.network(of: [
      Input(name: "b.csv", text: header + composed), Input(name: "c.csv", text: header + decomposed),
    ])
    #expect(together.differences(from: apart) == [])
    #expect(together.lines.count { $0.hasPrefix("voice") } == 1)
    let follows = Input(name: "f.csv", text: "follower,followed\ncaf\u{E9},7\ncafe\u{301},7\ncaf\u{E9},7\n")
    #expect(try scratch.store().add(follows, in: scratch).ledger.kept == 1)
    // The sign for kelvin is no K, though Unicode composes it to one.
    let kate = try scratch.network(of: [
      Input(name: "k.csv", text: header + "1,Kate,,1700000000\n2,\u{212A}ate,1,1700000060\n")
    ])
    #expect(kate.lines.count { $0.hasPrefix("voice") } == 2)
  }

  @Test("A pipe is read once and known again")
  func pipe() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [Inputs.posts])
    let path = scratch.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let text = Inputs.posts.text
    let writer = Thread {
      try? FileHandle(forWritingAtPath: path)?.write(contentsOf: Data(text.utf8))
    }
    writer.start()
    #expect(try store.importFile(path).wasAlreadyImported)
    #expect(try store.sources().count == 1)
  }
}
