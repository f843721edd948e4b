import ReparteeAnalysis
import ReparteeGraph
import ReparteeText

/// Named people against the corporate channels, organisation by organisation.
struct ChannelsSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var people: [String: ScoredRow] = [:]
    var channels: [String: ScoredRow] = [:]
    for row in input.scored {
      guard let organisation = row.organisation else { continue }
      switch row.kind {
      case .person where row.conversed ?? -1 > people[organisation]?.conversed ?? -1: people[organisation] = row
      case .channel where (row.followers ?? 0) > (channels[organisation]?.followers ?? -1): channels[organisation] = row
      default: break
      }
    }
    let pairs = people.keys.sorted().compactMap { name in
      people[name].flatMap { person in channels[name].map { (name: name, person: person, channel: $0) } }
    }.sorted { ($1.person.conversed ?? 0, $0.name) < ($0.person.conversed ?? 0, $1.name) }
    guard !pairs.isEmpty else { return nil }
    var section = Briefing.PageSection("channels", title: "People against corporate channels")
    let contrasts = Contrast.tested(pairs.map { ($0.person, $0.channel) }, in: input.measured).map { contrast in
      let isSaid =
        contrast.outcome == .different
        && Finding.maySay(contrast.ahead, over: contrast.behind, in: input.measured)
      return (contrast: contrast, isSaid: isSaid)
    }
    let ahead = zip(pairs, contrasts).count { $1.isSaid && $1.contrast.ahead.voice == $0.person.voice }
    section.paragraphs = [
      NumberFormat.isOne(pairs.count)
        ? "In the one organisation with both a person and a channel, "
          + (!contrasts[0].isSaid
            ? "nothing shows that more people have conversations with the one than with the other."
            : "more people have conversations with the \(ahead == 1 ? "person than with the most followed channel" : "most followed channel than with the person"), "
              + "beyond what chance explains.")
        : "In \(NumberFormat.text(ahead)) of \(NumberFormat.text(pairs.count, "organisation")) more people have conversations "
          + "with a named person than with the most followed channel, beyond what chance explains."
    ]
    // The finding may be about the first pair, and is said once.
    let finding = input.diagrams.finding.sentence
    section.paragraphs += contrasts.filter(\.isSaid).map(\.contrast.sentence).filter { !finding.hasPrefix($0) }.prefix(
      3)
    section.tables = [
      Briefing.Table(
        name: "channels",
        caption: "The person to whom most people came back, and the most followed channel, of each organisation.",
        table: ResultTable(
          columns: [
            "organisation", "person", "person_followers", "person_reply_reach", "person_conversed", "channel",
            "channel_followers", "channel_reply_reach", "channel_conversed",
          ],
          rows: pairs.map { pair in
            [
              .text(pair.name), .text(pair.person.label), .integer(pair.person.followers),
              .integer(pair.person.replyReach), .integer(pair.person.conversed), .text(pair.channel.label),
              .integer(pair.channel.followers), .integer(pair.channel.replyReach), .integer(pair.channel.conversed),
            ]
          }),
        columns: [
          "organisation", "person", "person_followers", "person_conversed", "channel", "channel_followers",
          "channel_conversed",
        ])
    ]
    return section
  }
}
