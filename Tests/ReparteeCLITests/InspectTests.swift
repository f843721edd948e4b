import Foundation
import Testing

/// `inspect` tells what an import would do, and leaves nothing behind.
@Suite("inspect")
struct InspectTests {
  @Test("The format, the ledger, the first records and the rejects; no file is written")
  func inspect() throws {
    let command = try Command()
    try command.file("posts.csv", "id,author,parent,time\n1,a,,2026-01-01\n2,b,1,never\n3,c,1,2026-01-02\n")
    let before = command.names
    let outcome = try command.run("inspect", "posts.csv")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("posts.csv: posts-csv"))
    #expect(outcome.output.contains("3 rows = 2 read + 0 ignored + 1 rejected"))
    #expect(outcome.output.contains("rejected: line 3: "))
    #expect(outcome.output.contains("the first posts") && outcome.output.contains("2026-01-02"))
    #expect(command.names == before)
  }

  @Test("Of several files, whose ids meet; one that cannot be read does not keep the others from being looked at")
  func several() throws {
    let command = try Command()
    try command.file("posts.csv", "id,author,parent,time,platform\n1,a,,2026-01-01,x\n2,b,1,2026-01-02,x\n")
    try command.file("follows.csv", "follower,followed\na,b\n")
    try command.file("others.csv", "follower,followed\nq,r\n")
    let found = try command.run("inspect", "posts.csv", "absent.csv", "follows.csv", "others.csv")
    #expect(found.status == 65 && found.errors.contains("absent.csv"))
    #expect(found.output.contains("posts.csv: posts-csv") && found.output.contains("follows.csv: follows-csv"))
    #expect(found.errors.contains("follows.csv: its ids are those of x in other files"), "\(found.errors)")
    #expect(found.errors.contains("others.csv: its ids are in no other file that names a platform"))
    try command.file("pairs.txt", "a b\nb c\n")
    #expect(try command.run("inspect", "posts.csv", "pairs.txt").errors.contains("--kind"))
  }

  @Test("Of an archive, what it holds and how an import would read it")
  func archive() throws {
    let command = try Command()
    try command.file("posts.csv", "id,author,parent,time\n1,a,,2026-01-01\n2,b,1,2026-01-02\n")
    try command.file("note.txt", "words of prose\n")
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/bin/tar")
    tar.currentDirectoryURL = URL(fileURLWithPath: command.folder)
    tar.arguments = ["czf", "a.tar.gz", "posts.csv", "note.txt"]
    try tar.run()
    tar.waitUntilExit()
    let found = try command.run("inspect", "a.tar.gz")
    #expect(found.status == 0 && found.output.contains("an archive of 2 files, of which import reads 1"), "\(found)")
    #expect(found.output.contains("a.tar.gz:posts.csv: posts-csv") && found.output.contains("passed over: 1 × "))
  }

  @Test("A file of no known format names the nearest ones; a missing one is said to be missing")
  func failures() throws {
    let command = try Command()
    try command.file("x.json", "{\"nothing\": 1}\n")
    let unknown = try command.run("inspect", "x.json")
    #expect(unknown.status != 0 && unknown.errors.contains("no known format"))
    #expect(try command.run("inspect", "absent.json").errors.contains("absent.json"))
    #expect(try command.run("inspect", "x.json", "--show", "-1").status == 64)
  }
}
