import Foundation
import ReparteeGraph
import Testing

@testable import ReparteeGenerator

@Suite struct PolicyEngagementTests {
  static let seeds: [UInt64] = [PolicyEngagement.publishedSeed, 0, 1, 2, 3, .max]

  @Test func theSameSeedGivesTheSameBytes() {
    #expect(PolicyEngagement(seed: 5).files == PolicyEngagement(seed: 5).files)
    #expect(PolicyEngagement(seed: 5).files != PolicyEngagement(seed: 6).files)
  }

  /// Nobody edits the published sample by hand, and no change of the generator goes unseen.
  @Test func thePublishedFilesAreTheGenerators() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../datasets/policy-engagement").standardizedFileURL
    for file in PolicyEngagement().files {
      let published = try String(contentsOf: folder.appendingPathComponent(file.name), encoding: .utf8)
      #expect(
        published == file.text,
        "\(file.name): write it again with repartee generate --sample policy-engagement --replace --output \(folder.path)"
      )
    }
  }

  @Test(arguments: seeds) func itIsAboutTheSizeOfACampaign(seed: UInt64) {
    let campaign = PolicyEngagement(seed: seed)
    #expect((600...1000).contains(campaign.posts.count))
    #expect((60...90).contains(campaign.posts.count { $0.kind != .reply }))
    #expect((120...200).contains(campaign.cast.all(.citizen).count))
    #expect(campaign.files.reduce(0) { $0 + $1.text.utf8.count } < 500_000)
  }

  @Test(arguments: seeds) func parentsExistButForOneAndComeFirst(seed: UInt64) {
    let posts = PolicyEngagement(seed: seed).posts
    for post in posts {
      #expect((CampaignClock.start..<CampaignClock.end).contains(post.time))
      guard let parent = post.parent else { continue }
      #expect(posts[parent].time < post.time)
      if post.kind == .reply { #expect(posts[parent].root == post.root) }
    }
    let missing = posts.indices.filter { !posts[$0].isHeld }
    #expect(missing.count <= 1)
    #expect(posts.count { $0.parent.map(missing.contains) ?? false } == missing.count)
  }

  @Test(arguments: seeds) func theChannelAnswersOnceAndHearsNothingBack(seed: UInt64) {
    let posts = PolicyEngagement(seed: seed).posts
    let answers = posts.indices.filter { index in
      posts[index].author == Cast.channel && posts[index].parent.map { posts[$0].author != Cast.channel } ?? false
    }
    #expect(answers.count == 1)
    #expect(!posts.contains { $0.parent.map(answers.contains) ?? false })
  }

  @Test func nobodyInItCanExist() {
    let members = PolicyEngagement().cast.members
    for member in members {
      // The platform allows fifteen characters, and letters, digits and underscores.
      #expect(member.handle.count > 15, "\(member.handle)")
      #expect(member.handle.utf8.allSatisfy { $0 < 128 } && !member.handle.contains(" "), "\(member.handle)")
    }
    #expect(Set(members.map { $0.handle.lowercased() }).count == members.count)
  }

  @Test func noMoreFollowersAreHeldThanThereAre() {
    let campaign = PolicyEngagement()
    #expect(Set(campaign.follows).count == campaign.follows.count)
    for (member, account) in campaign.cast.members.enumerated() {
      guard let entry = account.entry else { continue }
      #expect(campaign.follows.count { $0.followed == member } <= entry.followers, "\(account.handle)")
    }
  }

  @Test func idsAreUnique() {
    let rows = PolicyEngagement().postsFile.text.split(separator: "\n").dropFirst()
    #expect(Set(rows.map { $0.prefix { $0 != "," } }).count == rows.count)
  }

  @Test func timesAreWrittenInUTC() {
    #expect(CampaignClock.text(CampaignClock.start) == "2026-01-05T00:00:00Z")
    #expect(CampaignClock.text(CampaignClock.end - 1) == "2026-02-15T23:59:59Z")
    #expect(CampaignClock.text(CampaignClock.start + 27 * CampaignClock.day) == "2026-02-01T00:00:00Z")
  }

  @Test func cellsAreQuotedWhereTheyHaveToBe() {
    let file = GeneratedFile(
      name: "x.csv", columns: ["a", "b"], rows: [["1,2", "say \"no\""], ["plain", "two\nlines"]])
    #expect(file.text == "a,b\n\"1,2\",\"say \"\"no\"\"\"\nplain,\"two\nlines\"\n")
  }
}
