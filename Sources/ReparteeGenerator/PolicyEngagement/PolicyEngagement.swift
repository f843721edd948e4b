import ReparteeGraph

/// An invented health department's campaign about dementia care, six weeks of it: the shape that Repartee was made for.
///
/// A channel with 37,221 followers announces, many reply, and almost nobody is answered. An official of the same
/// department with 688 followers answers, and people come back. Around them: colleagues, clinicians who also talk among
/// each other, a charity's channel, an anonymous account with lively threads, a bot, a loud campaigner whom nobody
/// answers, and members of the public. Nobody in it exists: accounts and posts have ids beyond any that the platform
/// has given, and handles longer than the fifteen characters that it allows.
///
/// The finding is not written into the data: it comes out of habits (who starts how much, who answers how often, who
/// returns), drawn again for every seed.
package struct PolicyEngagement: Sendable {
  /// The seed of the sample in `datasets/policy-engagement`.
  package static let publishedSeed: UInt64 = 688

  let cast: Cast
  let posts: [Post]
  let follows: [Follow]
  let interactions: [Interaction]

  /// The campaign that `seed` makes.
  package init(seed: UInt64 = publishedSeed) {
    var random = SplitMix64(seed: seed)
    cast = Cast(&random)
    var campaign = Campaign(cast: cast, random: random)
    campaign.run()
    posts = campaign.conversations.posts
    random = campaign.conversations.random
    follows = Follow.all(of: cast, &random)
    interactions = Interaction.all(of: cast, &random)
  }

  /// The files of the sample, and the job that runs over them.
  package var files: [GeneratedFile] {
    [postsFile, followsFile, interactionsFile, rosterFile, GeneratedFile(name: "job.yaml", text: Self.job)]
  }

  /// The platform of every account.
  static let platform = "x"

  /// An account's id: of nineteen digits, as real ones are, so that whoever rounds it is found out.
  static func accountID(_ member: Int) -> String { String(9_100_000_000_000_000_001 + member) }
}

extension PolicyEngagement {
  /// `job.yaml`: the main job over the sample.
  static let job = """
    # The main job on the sample: repartee run job.yaml
    # Paths are relative to this file. Running it again changes nothing.

    # Everything that was read, in one SQLite file.
    store: output/policy-engagement.repartee

    # What to read. The formats are detected; every row names its platform.
    sources:
      - posts.csv
      - follows.csv
      - interactions.csv

    # What people know and no export says: who is a person, a channel, anonymous, a bot; organisations; follower counts.
    roster: roster.csv

    # The six weeks of the campaign, in UTC; the end does not belong to it.
    window:
      from: 2026-01-05
      to: 2026-02-16

    # By people answered and people who came back; channels, bots and anonymous accounts are not ranked.
    ranking:
      by: score
      kinds: [person, unknown]

    outputs:
      csv: output/ranking.csv
      json: output/ranking.json
      diagram: output/network.svg
      title: Who the dementia care campaign runs through (an invented sample)

    # One page with pictures, tables and figures, a folder a day; “latest” leads to the newest.
    briefing: output/briefing

    """
}

extension PolicyEngagement {
  /// `posts.csv`, in the order of time; ids follow it.
  var postsFile: GeneratedFile {
    let order = posts.indices.sorted { (posts[$0].time, $0) < (posts[$1].time, $1) }
    var ids = [String](repeating: "", count: posts.count)
    for (number, position) in order.enumerated() { ids[position] = String(9_200_000_000_000_000_001 + number) }
    return GeneratedFile(
      name: "posts.csv",
      columns: ["id", "author", "parent", "time", "conversation", "kind", "platform", "handle", "name"],
      rows: order.filter { posts[$0].isHeld }.map { position in
        let post = posts[position]
        let author = cast.members[post.author]
        let name = post.time < CampaignClock.middle ? author.name : author.laterName ?? author.name
        return [
          ids[position], Self.accountID(post.author), post.parent.map { ids[$0] } ?? "", CampaignClock.text(post.time),
          ids[post.root], post.kind.rawValue, Self.platform, author.handle, name,
        ]
      })
  }

  /// `follows.csv`.
  var followsFile: GeneratedFile {
    GeneratedFile(
      name: "follows.csv", columns: ["follower", "followed", "platform"],
      rows: follows.map { [Self.accountID($0.follower), Self.accountID($0.followed), Self.platform] })
  }

  /// `interactions.csv`.
  var interactionsFile: GeneratedFile {
    GeneratedFile(
      name: "interactions.csv", columns: ["kind", "actor", "target", "time", "count", "platform"],
      rows: interactions.map {
        [
          $0.kind.rawValue, Self.accountID($0.actor), Self.accountID($0.target),
          $0.time.map(CampaignClock.text) ?? "", String($0.count), Self.platform,
        ]
      })
  }

  /// `roster.csv`, written by hand as it were: some lines have only a handle, with an @ or in other letters.
  var rosterFile: GeneratedFile {
    let listed = cast.members.enumerated().compactMap { member, account in account.entry.map { (member, account, $0) } }
    return GeneratedFile(
      name: "roster.csv",
      columns: [
        "platform", "id", "handle", "name", "kind", "organisation", "role", "voice", "followers", "from", "to",
        "source",
        "note",
      ],
      rows: listed.map { member, account, entry in
        var (id, handle) = (Self.accountID(member), account.handle)
        switch account.part {
        case .clinician: (id, handle) = ("", "@\(handle)")
        case .carer: (id, handle) = ("", "\(handle.lowercased()) ")
        default: break
        }
        return [
          Self.platform, id, handle, account.name, entry.kind.rawValue, entry.organisation, entry.role, entry.voice,
          String(entry.followers), entry.from, "", "profile page on 2026-02-16", entry.note,
        ]
      })
  }
}

/// A file that a generator makes: its name and its text.
package struct GeneratedFile: Sendable, Equatable {
  /// The name, without a folder.
  package let name: String
  /// The whole text, in UTF-8 with line feeds.
  package let text: String

  /// A sheet: a header, and rows of as many cells, quoted where they have to be (RFC 4180, with bare line feeds).
  init(name: String, columns: [String], rows: [[String]]) {
    self.init(name: name, text: ([columns] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\n" }.joined())
  }

  init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  private static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
