import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import Testing

@Suite("Traps of the exports that shipped mappings read")
struct MappingTraps {
  private func read(_ text: String, by mapping: String) throws -> RecordBatch.Platform {
    let command = try Command()
    try command.file("export", text)
    let path = command.folder + "/export"
    var found = RecordBatch.Platform(name: nil)
    try FileReader(path: path, options: ReadOptions(mapping: Mapping(named: mapping))).read { batch in
      #expect(batch.rejects.isEmpty, "\(batch.rejects)")
      for platform in batch.platforms {
        found.posts += platform.posts
        found.interactions += platform.interactions
      }
    }
    return found
  }

  @Test("NodeXL: a self-loop “Tweet” is a post, and no act of somebody towards himself; dates are UTC")
  func selfLoop() throws {
    let found = try read(
      "Vertex 1,Vertex 2,Relationship,Relationship Date (UTC),Imported ID\nAnn,Ann,Tweet,2026-03-02 10:00:00,11\n",
      by: "nodexl")
    #expect(found.posts.map(\.id) == [.number(11)] && found.interactions.isEmpty)
    #expect(found.posts.map(\.time) == [Timestamp(text: "2026-03-02T10:00:00Z")])
  }

  @Test("Bluesky on Zenodo: no header, None, and times as yyyymmddHHMM")
  func zenodo() throws {
    let found = try read("1,2,1,None,None,202308271405\n3,None,None,4,None,202308271406\n", by: "bluesky-zenodo")
    #expect(found.interactions.map(\.kind) == [.reply, .repost])
    #expect(found.interactions.map(\.time) == ["2023-08-27T14:05", "2023-08-27T14:06"].map { Timestamp(text: $0) })
  }

  @Test("SoundCloud: timestamp is the place in the track, created_at the time; the track is the root")
  func soundCloud() throws {
    let found = try read(
      #"{"collection":[{"id":7,"user_id":8,"track_id":9,"timestamp":61000,"created_at":"2026-03-02T10:00:00Z","#
        + #""user":{"username":"ann"}}]}"#, by: "soundcloud")
    #expect(found.posts.map(\.time) == [Timestamp(text: "2026-03-02T10:00:00Z")])
    #expect(found.posts.map(\.parent) == [.text("track:9")])
  }

  @Test("Webchat: an answer's parent is its row's question; what a question answers may be absent")
  func webchat() throws {
    let found = try read("number,asker,answerer,asked,answered\n1,ann,official,,\n2,ben,,,\n", by: "webchat")
    #expect(found.posts.map(\.id) == [.text("q1"), .text("a1"), .text("q2")])
    #expect(found.posts.map(\.parent) == [nil, .text("q1"), nil])
  }
}
