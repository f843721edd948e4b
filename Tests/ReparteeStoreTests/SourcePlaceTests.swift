import Foundation
import GRDB
import ReparteeFormats
import Testing

@testable import ReparteeStore

@Suite("Where files lie, from the store's folder")
struct SourcePlaceTests {
  @Test("A place is from the store's folder, and leads back to the file")
  func relative() {
    for (path, folder, place) in [
      ("/srv/a/posts.csv", "/srv/a", "posts.csv"), ("/srv/a/b/posts.csv", "/srv/a", "b/posts.csv"),
      ("/srv/posts.csv", "/srv/a/b", "../../posts.csv"), ("/srv/ab/x", "/srv/a", "../ab/x"), ("/x", "/", "x"),
      ("/srv/a", "/srv/a", ""), ("/srv/a/x.zip:data/tweets.js", "/srv/a", "x.zip:data/tweets.js"),
      ("/srv/a/~/x", "/srv/a", "./~/x"),
    ] {
      #expect(SourcePlace.kept(path, from: folder) == place)
      #expect(SourcePlace.path(of: place, from: folder) == path)
    }
    #expect(SourcePlace.kept("-", from: "/srv") == "-" && SourcePlace.path(of: "-", from: "/srv") == "-")
    #expect(SourcePlace.named("a/x.csv", from: "/srv") == "a/x.csv")
    #expect(SourcePlace.named("/srv/a/x.csv", from: "/srv/b") == "../a/x.csv")
  }

  /// Many file names, a path from the root taken apart and put together again.
  @Test("Every place leads back")
  func everyPlace() {
    let parts = ["a", "b", "home", "~x"]
    for code in 0..<4096 {
      func path(_ code: Int, _ length: Int) -> String {
        (0..<length).map { "/" + parts[(code >> (2 * $0)) & 3] }.joined()
      }
      let (file, folder) = (path(code, 3) + "/f", path(code >> 6, 1 + code % 3))
      #expect(SourcePlace.path(of: SourcePlace.kept(file, from: folder), from: folder) == file)
    }
  }

  @Test("A store with places from the root gets those from its folder; a job's files and outputs too")
  func migration() throws {
    let scratch = try Scratch()
    let folder = SourcePlace.of(scratch.folder)
    do {
      let store = try scratch.store(of: [Inputs.posts], name: "old.repartee")
      try store.keep([
        "files \(folder)/job.yaml": DoneStep(key: "", result: "\(folder)/sub/b.csv\n\(folder)/a.csv"),
        "rosters \(folder)/job.yaml": DoneStep(key: "", result: ""),
        "shapes \(folder)/*.csv": DoneStep(key: "", result: "[/]"),
        "\(folder)/out/page": DoneStep(key: "k", result: "digest"), "score": DoneStep(key: "k", result: "/ is said"),
      ])
      try store.execute("UPDATE source SET path = '\(folder)/' || path, place = '\(folder)/' || place")
      try store.execute("DELETE FROM grdb_migrations WHERE identifier LIKE 'places from%'")
    }
    let store = try scratch.store("old.repartee")
    #expect(try store.rows("SELECT path, place FROM source") == [["posts.csv", "posts.csv"]])
    #expect(
      try store.doneSteps() == [
        "files job.yaml": DoneStep(key: "", result: "a.csv\nsub/b.csv"),
        "rosters job.yaml": DoneStep(key: "", result: ""),
        "shapes *.csv": DoneStep(key: "", result: "[/]"), "output out/page": DoneStep(key: "k", result: "digest"),
        "score": DoneStep(key: "k", result: "/ is said"),
      ])
    #expect(try store.undo("posts.csv").number == 1)
    #expect(scratch.bytes("old.repartee")?.range(of: Data(folder.utf8)) == nil)
  }

  @Test("A project that is moved as a whole knows its files")
  func moved() throws {
    let scratch = try Scratch()
    let (old, new) = (scratch.path("old"), scratch.path("new"))
    try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
    let file = try scratch.file("old/posts.csv", Inputs.posts.text)
    _ = try ConversationStore(path: old + "/s.repartee", access: .creating).importFile(file)
    try FileManager.default.moveItem(atPath: old, toPath: new)
    let store = try ConversationStore(path: new + "/s.repartee", access: .writing)
    let known = try store.read {
      try Source.versions($0, path: new + "/posts.csv", options: ReadOptions().identity).map(\.number)
    }
    #expect(known == [1])
  }
}
