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
