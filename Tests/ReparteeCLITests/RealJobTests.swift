import Foundation
import ReparteeTestNetworks
import Testing

/// The job files that the guide speaks of, on data that are never part of the project.
@Suite(
  "Jobs on real data, where they are at hand", .enabled(if: RealData.isThere, "no real data in \(RealData.folder)"))
struct RealJobTests {
  private static let jobs = [
    "pheme": """
    store: out/s.repartee
    sources:
      - DATA/pheme/*/tweets.jsonl.gz
      - {file: DATA/pheme/*/follows.txt.gz, kind: follow, platform: x}
    diagrams:
      - {file: out/conversation.svg, show: conversation}
    look: {pseudonyms: true}
    briefing: out/briefing
    """,
    "higgs": """
    store: out/s.repartee
    sources:
      - {file: DATA/higgs/higgs-activity_time.txt.gz, platform: x}
    window: {from: 2012-07-01, to: 2012-07-03}
    look: {pseudonyms: true}
    briefing: out/briefing
    """,
    "timme": """
    store: out/s.repartee
    sources:
      - {file: DATA/timme-purep/reply_list.csv.gz, kind: reply, platform: x, columns: {actor: user_id, target: reply_to}}
      - {file: DATA/timme-purep/retweet_list.csv.gz, kind: repost, platform: x, columns: {actor: user_id, target: retweeted}}
      - {file: DATA/timme-purep/friend_list.csv.gz, platform: x, columns: {follower: follower, followed: followee}}
    look: {pseudonyms: true}
    briefing: out/briefing
    """,
  ]

  @Test(
    "A briefing of each, the same when it is made again, with nothing read again",
    arguments: jobs.keys.sorted())
  func briefing(name: String) throws {
    let command = try Command()
    let job = try #require(Self.jobs[name]).replacing("DATA", with: RealData.folder)
    try command.file("job.yaml", job)
    let first = try command.run("run", "job.yaml", "--as-of", "2026-01-01")
    #expect(first.status == 0, "\(first.errors)")
    let page = try #require(command.bytes("out/briefing/2026-01-01/index.html"))
    #expect(page.count > 20_000)
    let again = try command.run("run", "job.yaml", "--as-of", "2026-01-01")
    #expect(again.status == 0 && command.bytes("out/briefing/2026-01-01/index.html") == page)
    #expect(!again.errors.contains("rows in"), "\(again.errors)")
  }
}
