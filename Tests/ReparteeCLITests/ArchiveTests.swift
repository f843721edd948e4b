import Foundation
import ReparteeTestArchives
import Testing

@Suite("Archives, read as the folders that they hold")
struct ArchiveTests {
  typealias Entry = ArchiveWriter.Entry

  /// An X archive as it is delivered: what is read, and what is not.
  private static let xArchive: [Entry] = [
    .folder("x/"), .folder("x/data/"),
    .text("x/Your archive.html", "<!doctype html><html><body>See what is in it</body></html>\n"),
    .text(
      "x/data/account.js",
      #"window.YTD.account.part0 = [ {"account": {"accountId" : "10", "username": "ann"}} ]"#),
    .text("x/data/follower.js", #"window.YTD.follower.part0 = [ {"follower": {"accountId": "11"}} ]"#),
    .text("x/data/following.js", #"window.YTD.following.part0 = [ {"following": {"accountId": "12"}} ]"#),
    .text(
      "x/data/tweets.js",
      #"window.YTD.tweets.part0 = [{"tweet":{"id_str":"3","created_at":"Sun Aug 10 01:30:14 +0000 2014","#
        + #""full_text":"t","in_reply_to_status_id_str":"2","in_reply_to_user_id_str":"11","entities":{}}}]"#),
    .file("x/data/tweets_media/3.png", [0x89, 0x50, 0x4e, 0x47, 0, 0, 1]),
  ]

  /// An archive of Mastodon as it is delivered.
  private static let mastodonArchive: [Entry] = [
    .text(
      "actor.json",
      #"{"type":"Person","id":"https://a.example/users/ann","preferredUsername":"ann","name":"Ann A"}"#),
    .text(
      "outbox.json",
      #"{"type":"OrderedCollection","orderedItems":[{"type":"Create","actor":"https://a.example/users/ann","#
        + #""published":"2024-01-01T10:00:00Z","to":["https://www.w3.org/ns/activitystreams#Public"],"object":"#
        + #"{"id":"https://a.example/users/ann/statuses/1","type":"Note","published":"2024-01-01T10:00:00Z","#
        + #""inReplyTo":"https://b.example/users/ben/statuses/9","tag":[]}}]}"#),
    .text("likes.json", #"{"type":"OrderedCollection","orderedItems":["https://b.example/users/ben/statuses/9"]}"#),
    .file("avatar.png", [0x89, 0x50, 0x4e, 0x47, 0, 0, 1]),
  ]

  private static let posts = "id,author,parent,time\n1,ann,,2024-01-01T10:00:00Z\n2,ben,1,2024-01-01T11:00:00Z\n"

  /// A command in whose folder an archive stands.
  private func command(_ entries: [Entry], as form: ArchiveWriter.Form, _ name: String = "export") throws -> Command {
    let command = try Command()
    try command.file(name, Data(ArchiveWriter.bytes(of: entries, as: form)))
    return command
  }

  /// Everything that a store holds, except where it came from.
  private func content(of store: String, _ command: Command) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "sqlite3", command.path(store),
      "SELECT * FROM accounts ORDER BY 1, 2; SELECT * FROM posts ORDER BY 1, 2; "
        + "SELECT platform, kind, actor, target, time, count FROM interactions ORDER BY 1, 2, 3, 4, 5",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try command.run("export", store, "--output", store + ".json")
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      + [String(decoding: command.bytes(store + ".json") ?? Data(), as: UTF8.self)]
  }

  @Test(
    "An archive of any form gives what its folder gives, whatever it is called",
    arguments: [ArchiveWriter.Form.zip, .storedZip, .tar, .gzippedTar, .zstandardTar, .bzip2Tar, .xzTar])
  func sameAsFolder(form: ArchiveWriter.Form) throws {
    for (entries, kept) in [(Self.xArchive, "tweets.js: x-archive"), (Self.mastodonArchive, "outbox.json: mastodon")] {
      let command = try command(entries, as: form)
      try command.unpack(entries, into: "folder")
      let fromFolder = try command.run("import", "folder", "--into", "folder.repartee")
      let outcome = try command.run("import", "export", "--into", "archive.repartee")
      #expect(fromFolder.status == 0 && outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains(kept), "\(outcome.errors)")
      #expect(try content(of: "archive.repartee", command) == content(of: "folder.repartee", command))
      let again = try command.run("import", "export", "folder", "--into", "archive.repartee")
      #expect(again.errors.contains("held already") && !again.errors.contains(", source"), "\(again.errors)")
      #expect(try content(of: "archive.repartee", command) == content(of: "folder.repartee", command))
    }
  }

  @Test("What is no data is passed over with a count and a reason, as in a folder; --strict refuses it")
  func passedOver() throws {
    let command = try command(
      Self.xArchive + [
        .text("../above.csv", Self.posts), .text("/root.csv", Self.posts), .link("link.csv", to: "/etc/passwd"),
        .text("__MACOSX/._tweets.js", "hidden"), .text("old.repartee", "a store"),
        .file("inner.zip", try ArchiveWriter.bytes(of: [.text("p.csv", Self.posts)], as: .zip)),
        .file("inner.tar.gz", try ArchiveWriter.bytes(of: [.text("p.csv", Self.posts)], as: .gzippedTar)),
        .text("empty.json", ""), .text("README.md", "# Text\n\nIn a sentence of many words, and more of them.\n"),
      ], as: .tar)
    let outcome = try command.run("import", "export", "--into", "s.repartee")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for line in [
      "passed over: 1 × empty (export:empty.json)", "passed over: 1 × links or devices, not files (export:link.csv)",
      "passed over: 1 × no text, such as pictures (3.png)",
      "passed over: 2 × archives in an archive; unpack them, and name their folders (export:inner.zip, export:inner.tar.gz)",
      "passed over: 2 × names that lead out of the archive (above.csv, export:root.csv)",
      "export:x/data/tweets.js: x-archive, source",
    ] {
      #expect(outcome.errors.contains(line), "\(line)\n\(outcome.errors)")
    }
    #expect(!outcome.errors.contains("_tweets.js") && !outcome.errors.contains("old.repartee"))
    #expect(!outcome.errors.contains("posts-csv"))
    #expect(try command.run("import", "export", "--strict", "--into", "t.repartee").status != 0)
  }

  /// What Instagram, YouTube and TikTok hand out, and what comes of it: who did what to whom.
  private static let takeouts: [(entries: [Entry], kept: [String])] = [
    (
      [
        .text(
          "personal_information/personal_information/personal_information.json",
          #"{"profile_user":[{"string_map_data":{"Username":{"href":"","value":"ann"},"Email":{"value":"a@b.example"}}}]}"#
        ),
        .text(
          "your_instagram_activity/comments/post_comments_1.json",
          #"[{"string_map_data":{"Comment":{"value":"\u00c3\u00a9"},"Media Owner":{"value":"ben"},"#
            + #""Time":{"timestamp":1704103200}}}]"#),
        .text(
          "your_instagram_activity/comments/reels_comments.json",
          #"{"comments_reels_comments":[{"string_map_data":{"Comment":{"value":"t"},"Media Owner":{"value":"cat"},"#
            + #""Time":{"timestamp":1704103260}}}]}"#),
        .text("your_instagram_activity/likes/liked_posts.json", #"{"likes_media_likes":[{"title":"ben"}]}"#),
        .file("media/posts/1.jpg", [0xff, 0xd8, 0xff, 0, 0]),
      ], ["instagram|reply|ann|ben", "instagram|reply|ann|cat"]
    ),
    (
      [
        .text(
          "Takeout/YouTube and YouTube Music/channels/channel.csv",
          "Channel ID,Channel Title (Original)\nUCann,Ann\n"),
        .text(
          "Takeout/YouTube and YouTube Music/comments/comments.csv",
          "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment Text\n"
            + "b.c,UCann,2024-01-01T10:00:00.434647+00:00,0,b,,v,t\n"),
        .text(
          "Takeout/YouTube and YouTube Music/live chats/live chats.csv",
          "Live Chat ID,Channel ID,Live Chat Create Timestamp,Price,Video ID,Live Chat Text\n"
            + "m,UCann,2024-01-01T10:00:00+00:00,0,w,t\n"),
        .text(
          "Takeout/YouTube and YouTube Music/subscriptions/subscriptions.csv",
          "Channel Id,Channel Url,Channel Title\nUCben,http://www.youtube.com/channel/UCben,Ben\n"),
        .text("Takeout/archive_browser.html", "<!doctype html><html><body>What is in it</body></html>"),
      ], ["youtube|b.c|UCann|b|v", "youtube|m|UCann|w|w", #""kind":"follow""#]
    ),
    (
      [
        .text(
          "user_data_tiktok.json",
          #"{"Profile":{"Profile Information":{"ProfileMap":{"userName":"ann"}}},"Activity":{"Follower List":{"#
            + #""FansList":[{"Date":"2024-01-01 10:00:00","UserName":"ben"}]}},"Comment":{"Comments":{"CommentsList":"#
            + #"[{"date":"2024-01-01 10:00:00","comment":"t"}]}}}"#)
      ], [#""kind":"follow""#]
    ),
  ]

  @Test("An export of one's own data is one import, of the account that it names", arguments: 0..<takeouts.count)
  func takeout(number: Int) throws {
    let (entries, kept) = Self.takeouts[number]
    let command = try command(entries, as: .zip)
    try command.unpack(entries, into: "folder")
    for (name, store) in [("export", "archive.repartee"), ("folder", "folder.repartee")] {
      let outcome = try command.run("import", name, "--into", store)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let content = try content(of: "archive.repartee", command)
    #expect(try content == self.content(of: "folder.repartee", command))
    for line in kept {
      #expect(content.contains { $0.replacing(": ", with: ":").contains(line) }, "\(line): \(content)")
    }
  }

  @Test("A damaged archive is refused by name before anything of it is stored, and what is stored stays")
  func damaged() throws {
    let entries: [Entry] = [
      .text("a.csv", Self.posts),
      .text("b.csv", Self.posts.replacing("ann", with: "eve").replacing("\n1,", with: "\n3,")),
    ]
    func check(_ bytes: [UInt8], _ text: String, _ comment: String) throws {
      let command = try Command()
      try command.file("held.csv", Self.posts)
      try command.run("import", "held.csv", "--into", "s.repartee")
      let before = try content(of: "s.repartee", command)
      try command.file("export.archive", Data(bytes))
      let outcome = try command.run("import", "export.archive", "--into", "s.repartee")
      #expect(outcome.status != 0 && !outcome.errors.contains(", source"), "\(comment)")
      #expect(
        outcome.errors.contains("export.archive") && outcome.errors.contains(text), "\(comment): \(outcome.errors)")
      #expect(try content(of: "s.repartee", command) == before, "\(comment)")
    }
    func remedy(_ form: ArchiveWriter.Form) -> String {
      form == .bzip2Tar || form == .xzTar ? "unpack it, or fetch it again" : "fetch the file again"
    }
    for form in ArchiveWriter.Form.allCases where form != .encryptedZip {
      let whole = try ArchiveWriter.bytes(of: entries, as: form)
      try check(Array(whole[..<(whole.count / 2)]), remedy(form), "\(form), cut in the middle")
    }
    var changed = try ArchiveWriter.bytes(of: entries, as: .storedZip)
    let place = try #require(changed.firstRange(of: Array("eve".utf8))).lowerBound
    changed[place] = UInt8(ascii: "o")
    try check(changed, "export.archive:b.csv: it is damaged, or cut, in the archive", "a zip's checksum")
    for (form, end) in [(ArchiveWriter.Form.gzippedTar, 8), (.zstandardTar, 2), (.xzTar, 30)] {
      var changed = try ArchiveWriter.bytes(of: entries, as: form)
      changed[changed.count - end] ^= 1
      try check(changed, remedy(form), "\(form), the checksum at its end")
    }
    try check(
      ArchiveWriter.bytes(of: entries, as: .encryptedZip),
      "export.archive:a.csv: it cannot be read: it is encrypted; unpack the archive with its password", "encrypted")
  }

  @Test("Rejects, sources and jobs name the archive and the file in it")
  func names() throws {
    let command = try command(
      [.text("week 1/posts.csv", Self.posts + "3,cat,,yesterday\n")], as: .zip, "posts.zip")
    let outcome = try command.run("import", "posts.zip", "--rejects", "rejects.csv", "--into", "s.repartee")
    #expect(outcome.errors.contains("posts.zip:week 1/posts.csv: posts-csv, source 1"), "\(outcome.errors)")
    let rejects = String(decoding: command.bytes("rejects.csv") ?? Data(), as: UTF8.self)
    #expect(rejects.contains("posts.zip:week 1/posts.csv,4,"), "\(rejects)")
    try command.file("job.yaml", "store: t.repartee\nsources: [posts.zip]\noutputs: {csv: r.csv}\n")
    let plan = try command.run("run", "job.yaml", "--dry-run")
    #expect(plan.output.contains("posts.zip:week 1/posts.csv as posts-csv"), "\(plan.output)")
    let job = try command.run("run", "job.yaml")
    #expect(job.status == 0 && job.errors.contains("posts.zip:week 1/posts.csv"), "\(job.errors)")
    #expect(try command.run("run", "job.yaml").status == 0)
  }

  @Test("Of two files of one name the later one is read; an archive may hold workbooks, repositories and gzip")
  func contents() throws {
    let command = try command(
      [
        .text("a.csv", "id,author,parent,time\n9,old,,2024-01-01T10:00:00Z\n"), .text("a.csv", Self.posts),
        .file("b.csv.gz", try Self.gzip(Self.posts.replacing("\n1,", with: "\n7,"))),
      ], as: .tar)
    let outcome = try command.run("import", "export", "--into", "s.repartee")
    #expect(outcome.status == 0 && outcome.errors.contains("export:b.csv.gz: posts-csv"), "\(outcome.errors)")
    #expect(outcome.errors.contains("1 × in the archive again, and read as they are there the last time"))
    #expect(try !content(of: "s.repartee", command).contains { $0.contains("|9|") })
  }

  @Test("An archive that unpacks to far more than it has is refused, with the figure")
  func bomb() throws {
    let command = try Command()
    // 1.1 GB of zeros in a megabyte, behind the header of a tar archive.
    let made = try command.shell(
      "truncate -s 1100M zeros.csv && tar cf - zeros.csv | gzip -9 > bomb.tar.gz && rm zeros.csv")
    try #require(made == 0)
    let outcome = try command.run("import", "bomb.tar.gz", "--into", "s.repartee")
    #expect(
      outcome.status != 0 && outcome.errors.contains("it unpacks to more than 1 GB and more than 250 times its own"))
    #expect(command.bytes("s.repartee") == nil)
    try command.file(
      "name.tar", Data(ArchiveWriter.bytes(of: [.text(String(repeating: "n", count: 5000), "a")], as: .tar)))
    let name = try command.run("import", "name.tar", "--into", "s.repartee")
    #expect(name.status != 0 && name.errors.contains("has a name of more than 4,096 bytes"), "\(name.errors)")
  }

  @Test("An archive by standard input is refused with what to do instead; inspected, it says what it holds")
  func elsewhere() throws {
    let command = try command(Self.xArchive, as: .zip, "x.zip")
    try command.file("x.tar", Data(ArchiveWriter.bytes(of: Self.xArchive, as: .tar)))
    for name in ["x.zip", "x.tar"] {
      #expect(try command.shell("\"$R\" import - --into s.repartee < \(name) 2> errors") != 0)
      #expect(
        String(decoding: command.bytes("errors") ?? Data(), as: UTF8.self).contains("name the file, not standard input")
      )
      let inspected = try command.run("inspect", name)
      #expect(inspected.status == 0 && inspected.output.contains("\(name): an archive of "), "\(inspected.errors)")
    }
  }

  private static func gzip(_ text: String) throws -> [UInt8] {
    let command = try Command()
    try command.file("plain", text)
    _ = try command.shell("gzip -c plain > packed")
    return Array(command.bytes("packed") ?? Data())
  }
}

extension Command {
  /// Writes the files and folders of an archive into a folder.
  fileprivate func unpack(_ entries: [ArchiveWriter.Entry], into folder: String) throws {
    for entry in entries {
      guard case .file(let name, let content) = entry else { continue }
      let place = URL(fileURLWithPath: path(folder + "/" + name))
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content).write(to: place)
    }
  }
}
