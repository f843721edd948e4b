import ReparteeGraph

/// Whether people stay: in how many weeks a voice has exchanges, and how many of a week's partners are back the next.
///
/// An exchange is a chain of three replies with the voice in the middle, dated by the reply that closes it (see
/// `Conversed`). Active weeks: ISO weeks (UTC) with an exchange. Partner retention: the mean over weeks w of
/// |P_w ∩ P_(w+1)| / |P_w|, where P_w are the partners of week w and w + 1 is the next week of the calendar, so that an
/// empty one scores 0; weeks without a partner are left out, and so is the last week of the window (without an end:
/// that of the last post or reply), which nothing can follow. Range 0 to 1; nil where no week remains.
/// Complexity: O(e log e) for e exchanges.
package enum PartnerRetention {
  /// What one voice's weeks say.
  package struct Weeks: Sendable, Equatable {
    /// Weeks with an exchange.
    package var active = 0
    /// Partner retention.
    package var retention: Double?
  }

  /// The weeks of every voice.
  package static func compute(in measured: MeasuredNetwork) -> [Weeks] {
    struct Meeting: Comparable {
      var voice: UInt32
      var week: Int64
      var person: UInt32

      static func < (left: Meeting, right: Meeting) -> Bool {
        (left.voice, left.week, left.person) < (right.voice, right.week, right.person)
      }
    }
    var meetings: [Meeting] = []
    for exchange in measured.exchanges where exchange.time != Posts.untimed {
      meetings.append(
        Meeting(voice: exchange.pair.voice, week: Week.number(of: exchange.time), person: exchange.pair.person))
    }
    meetings.sort()
    let last = lastWeek(in: measured.scoped)
    var weeks = [Weeks](repeating: Weeks(), count: measured.voices.count)
    var index = 0
    while index < meetings.count {
      let voice = meetings[index].voice
      var partners: [(week: Int64, people: Set<UInt32>)] = []
      while index < meetings.count, meetings[index].voice == voice {
        if partners.last?.week != meetings[index].week { partners.append((meetings[index].week, [])) }
        partners[partners.count - 1].people.insert(meetings[index].person)
        index += 1
      }
      weeks[Int(voice)] = Weeks(active: partners.count, retention: retention(partners, last: last))
    }
    return weeks
  }

  private static func retention(_ partners: [(week: Int64, people: Set<UInt32>)], last: Int64?) -> Double? {
    var shares: [Double] = []
    for (index, (week, people)) in partners.enumerated() where week != last {
      let next = index + 1 < partners.count && partners[index + 1].week == week + 1 ? partners[index + 1].people : []
      shares.append(Double(people.intersection(next).count) / Double(people.count))
    }
    return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
  }

  /// The last week of the window, or of the data.
  private static func lastWeek(in network: ScopedNetwork) -> Int64? {
    if let end = network.scope.window.end { return Week.number(of: end.milliseconds - 1) }
    let times = [network.network.posts.times.max(), network.network.replies.times.max()].compactMap(\.self)
    return times.max().flatMap { $0 == Posts.untimed ? nil : Week.number(of: $0) }
  }
}

extension PartnerRetention {
  /// The first voice whose weeks are not what the definition demands, or nil: every triple of replies tried.
  package static func discrepancy(of weeks: [Weeks], in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    var meetings = [[Int64: Set<UInt32>]](repeating: [:], count: weeks.count)
    func meet(_ voice: UInt32, _ person: UInt32, at time: Int64) {
      guard time != Posts.untimed else { return }
      // Monday 5 January 1970 was the first Monday of that year.
      let monday = Int64((Double(time - 4 * 86_400_000) / 604_800_000).rounded(.down))
      meetings[Int(voice)][monday, default: []].insert(person)
    }
    for closing in 0..<posts.count {
      let chain = Array(
        sequence(first: closing) { posts.answered[$0] == Posts.none ? nil : Int(posts.answered[$0]) }.prefix(4))
      guard chain.count == 4, network.isInWindow[chain[0]], network.isInWindow[chain[1]] else { continue }
      let authors = chain.map { posts.authors[$0] }
      guard authors[0] == authors[2], authors[1] == authors[3], authors[0] != Posts.none,
        network.converse(authors[0], authors[1])
      else { continue }
      meet(authors[1], authors[0], at: posts.times[closing])
    }
    let replies = network.network.replies
    let timed = (0..<replies.count).filter { replies.times[$0] != Posts.untimed }
    for closing in timed where network.converse(replies.actors[closing], replies.targets[closing]) {
      let (person, voice) = (replies.actors[closing], replies.targets[closing])
      guard network.isInWindow(milliseconds: replies.times[closing]) else { continue }
      let isExchange = timed.contains { answer in
        replies.actors[answer] == voice && replies.targets[answer] == person
          && replies.times[answer] < replies.times[closing] && network.isInWindow(milliseconds: replies.times[answer])
          && timed.contains { opening in
            replies.actors[opening] == person && replies.targets[opening] == voice
              && replies.times[opening] < replies.times[answer]
          }
      }
      if isExchange { meet(voice, person, at: replies.times[closing]) }
    }
    for exchange in Verification.flatExchanges(in: network) {
      meet(exchange.voice, exchange.person, at: posts.times[exchange.closing])
    }

    let end = network.scope.window.end.map { $0.milliseconds - 1 } ?? (posts.times + replies.times).max() ?? 0
    let last = Int64((Double(end - 4 * 86_400_000) / 604_800_000).rounded(.down))
    for voice in weeks.indices {
      let shares = meetings[voice].filter { $0.key != last }.sorted { $0.key < $1.key }.map { week, people in
        Double(people.filter { meetings[voice][week + 1]?.contains($0) == true }.count) / Double(people.count)
      }
      let expected = Weeks(
        active: meetings[voice].count, retention: shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count))
      if weeks[voice] != expected {
        return "voice \(voice) has \(weeks[voice]), by the definition \(expected)"
      }
    }
    return nil
  }
}

extension MeasuredNetwork {
  /// Everyone's weeks.
  package var partnerWeeks: [PartnerRetention.Weeks] { remember("partnerWeeks") { PartnerRetention.compute(in: self) } }
}

extension Measure {
  static let activeWeeks = Measure(
    "active_weeks", of: .voice, "ISO weeks in which somebody came back to the voice",
    range: "0 and up, weeks", source: "exchanges, dated by the closing reply"
  ) { network in network.partnerWeeks.map { .integer($0.active) } }

  static let partnerRetention = Measure(
    "partner_retention", of: .voice, "of a week's partners, the share who are back the next week, on average",
    range: "0 to 1; empty where no week has a next one", source: "exchanges, week by week"
  ) { network in network.partnerWeeks.map { .decimal($0.retention, places: 4) } }
}
