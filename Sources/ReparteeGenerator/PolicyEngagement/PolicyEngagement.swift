import ReparteeGraph

/// An invented health department's campaign about dementia care, six weeks of it: the shape that Repartee was made for.
///
/// A channel with 37,221 followers announces, many reply, and next to nobody is answered. An official of the same
/// department with 688 followers answers, and people come back. Around them: colleagues, clinicians who also talk among
/// each other, a charity's channel, an anonymous account with lively threads, a bot, a loud campaigner whom nobody
/// answers, and members of the public. Nobody in it exists: accounts and posts have ids beyond any that the platform
/// has given, and handles longer than the fifteen characters that it allows.
///
/// The finding is not written into the data: it comes out of habits (who starts how much, who answers how often, who
/// returns), drawn anew by every seed.
package struct PolicyEngagement: Sendable {
  /// The seed of the sample in `datasets/policy-engagement`.
  package static let publishedSeed: UInt64 = 688

  let cast: Cast
  let posts: [Post]
  let follows: [Follow]
  let interactions: [Interaction]

  /// The campaign that `seed` makes.
  package init(seed: UInt64 = publishedSeed) {
    var random = SeededRandom(seed: seed)
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
