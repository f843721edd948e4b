import Foundation
import Testing

@testable import ReparteeStore

@Suite struct RosterMatchingTests {
  /// By id, by handle in other letters, and without a platform; a platform that is not the account's does not match.
  @Test func linesFindTheirAccounts() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("roster-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String) throws -> String {
      let url = folder.appendingPathComponent(name)
      try text.write(to: url, atomically: true, encoding: .utf8)
      return url.path
    }
    let posts = try file(
      "posts.csv", "id,author,parent,platform,handle\n1,11,,x,Ada\n2,12,1,x,Bram\n3,13,1,x,Cleo\n4,14,1,x,Dot\n")
    let roster = try file(
      "roster.csv", "platform,id,handle,kind\nx,11,,person\nx,,@BRAM ,person\n,,cleo,channel\nbluesky,14,,bot\n")

    let store = try ConversationStore(path: folder.appendingPathComponent("s.repartee").path, access: .creating)
    _ = try store.importFile(posts)
    let report = try store.importFile(roster)
    #expect(report.roster?.matched == 3)
    #expect(report.roster?.unmatched == ["14 (line 5)"])
    let voices = try store.network().voices
    #expect(voices.kinds == [.person, .person, .channel, .unknown])
  }
}
