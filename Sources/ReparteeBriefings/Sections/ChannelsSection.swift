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
      case .person where row.conversed > people[organisation]?.conversed ?? -1: people[organisation] = row
      case .channel where (row.followers ?? 0) > (channels[organisation]?.followers ?? -1): channels[organisation] = row
      default: break
      }
    }
    let pairs = people.keys.sorted().compactMap { name in
      people[name].flatMap { person in channels[name].map { (name: name, person: person, channel: $0) } }
    }.sorted { ($1.person.conversed, $0.name) < ($0.person.conversed, $1.name) }
    guard let first = pairs.first else { return nil }
    var section = Briefing.PageSection("channels", title: "People against corporate channels")
    section.paragraphs = [Contrast(first.person, first.channel).sentence]
    let ahead = pairs.count { $0.person.conversed > $0.channel.conversed }
    if pairs.count > 1 {
      section.paragraphs.append(
        "In \(NumberFormat.text(ahead)) of \(NumberFormat.text(pairs.count)) organisations more people converse with a named person "
          + "than with the channel.")
    }
    section.tables = [
      Briefing.Table(
        name: "channels", caption: "The person most conversed with, and the channel, of each organisation.",
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
          }))
    ]
    return section
  }
}
