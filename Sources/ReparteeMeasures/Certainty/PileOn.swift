import ReparteeGraph

/// Signs that a voice's repliers came to pile on rather than to talk. Reach can be abuse; these stand beside the score
/// and never change it.
///
/// - one-off share: of R1, those who replied exactly once;
/// - one-hour share: of the incoming timed replies, the most that fell within one hour, wherever it begins (the hour is
///   half-open: replies an hour apart are not within it);
/// - shared share: of R1, those who also replied to another voice.
///
/// Incoming is a reply in the window by a person who counts for the voice: to a post of it, or at account level, where
/// a row that stands for several events counts as so many. Partners of flat branches spoke at least twice, so they are
/// never one-off. All three range from 0 to 1; nil without a replier, or without a timed reply.
///
/// The flag needs R1 ≥ 10 and two of the three signs: a single one has innocent causes (news draws one-off repliers, a
/// question draws quick ones, a community shares its repliers). It says: read before you trust, not: this was abuse.
/// The thresholds are our own, since no published rule fits; they are constants to be argued with. On two PHEME events,
/// breaking news that draws bursts of strangers, they flag 18 of the 57 accounts with ten repliers; lower ones (0.8,
/// 0.5) flagged 46. None of the ranked voices is among them.
/// Complexity: O(r log r) for r replies.
package struct PileOn: Sendable, Equatable {
  /// Below this R1 nothing is flagged.
  package static let fewestRepliers = 10
  /// The one-off share from which on it is a sign.
  package static let oneOffFrom = 0.9
  /// The one-hour share from which on it is a sign.
  package static let oneHourFrom = 0.8
  /// The shared share from which on it is a sign.
  package static let sharedFrom = 0.5
  /// One hour, in milliseconds.
  static let hour: Int64 = 60 * 60 * 1000

  /// R1.
  package var repliers = 0
  /// Of R1, those who replied exactly once.
  package var oneOff = 0
  /// Of R1, those who also replied to another voice.
  package var shared = 0
  /// The incoming replies that have a time.
  package var timed = 0
  /// The most of these within one hour.
  package var withinOneHour = 0

  /// oneOff / repliers, or nil.
  package var oneOffShare: Double? { repliers == 0 ? nil : Double(oneOff) / Double(repliers) }
  /// shared / repliers, or nil.
  package var sharedShare: Double? { repliers == 0 ? nil : Double(shared) / Double(repliers) }
  /// withinOneHour / timed, or nil.
  package var oneHourShare: Double? { timed == 0 ? nil : Double(withinOneHour) / Double(timed) }

  /// oneOffShare where it is a sign, else nil.
  package var oneOffSign: Double? { oneOffShare.flatMap { $0 >= Self.oneOffFrom ? $0 : nil } }
  /// oneHourShare where it is a sign, else nil.
  package var oneHourSign: Double? { oneHourShare.flatMap { $0 >= Self.oneHourFrom ? $0 : nil } }
  /// sharedShare where it is a sign, else nil.
  package var sharedSign: Double? { sharedShare.flatMap { $0 >= Self.sharedFrom ? $0 : nil } }

  /// Whether two of the three signs stand; nil below ten repliers.
  package var isFlagged: Bool? {
    guard repliers >= Self.fewestRepliers else { return nil }
    return [oneOffSign, oneHourSign, sharedSign].count { $0 != nil } >= 2
  }

  /// The signs of every voice.
  package static func compute(in network: ScopedNetwork, repliers: VoiceSets) -> [PileOn] {
    var signs = (0..<repliers.voiceCount).map { PileOn(repliers: repliers.count(of: $0)) }
    var targets = [Int](repeating: 0, count: repliers.voiceCount)
    for person in repliers.people { targets[Int(person)] += 1 }
    for voice in signs.indices { signs[voice].shared = repliers[voice].count { targets[Int($0)] > 1 } }

    // Dealt out by voice, so that only what speaks to one voice is ever sorted.
    let incoming = self.incoming(in: network)
    let buckets = Buckets(count: signs.count) { counts in
      for reply in incoming { counts[Int(reply.pair.voice)] += 1 }
    }
    // In bounds: a voice's replies go to as many places as were counted, and each block has voices of its own.
    var byVoice = incoming
    buckets.withNextPlaces { next in
      byVoice.withUnsafeMutableBufferPointer { byVoice in
        for reply in incoming {
          byVoice[next[Int(reply.pair.voice)]] = reply
          next[Int(reply.pair.voice)] += 1
        }
      }
    }
    let offsets = buckets.offsets
    let blocks = Cores.blocks(of: offsets, size: 1 << 14)
    signs.withUnsafeMutableBufferPointer { signs in
      byVoice.withUnsafeMutableBufferPointer { byVoice in
        Cores.forEach(count: blocks.count) { block in
          for voice in blocks[block] where offsets[voice] < offsets[voice + 1] {
            add(UnsafeMutableBufferPointer(rebasing: byVoice[offsets[voice]..<offsets[voice + 1]]), to: &signs[voice])
          }
        }
      }
    }
    return signs
  }

  /// Adds all replies that one voice was given; they are left in another order.
  private static func add(_ replies: UnsafeMutableBufferPointer<Incoming>, to signs: inout PileOn) {
    var replies = replies
    replies.sort { $0.pair.person < $1.pair.person }
    var start = 0
    while start < replies.count {
      var (end, count) = (start, 0)
      while end < replies.count, replies[end].pair.person == replies[start].pair.person {
        count += replies[end].count
        end += 1
      }
      if count == 1 { signs.oneOff += 1 }
      start = end
    }
    // Those without a time come first.
    replies.sort { $0.time < $1.time }
    let timed = replies[(replies.firstIndex { $0.time != Posts.untimed } ?? replies.count)...]
    signs.timed = timed.reduce(0) { $0 + $1.count }
    signs.withinOneHour = most(within: hour, timed)
  }

  private struct Incoming {
    var pair: VoicePair
    var time: Int64
    var count: Int
  }

  /// Every incoming reply; a partner of a flat branch stands with two untimed ones.
  private static func incoming(in network: ScopedNetwork) -> [Incoming] {
    let (posts, replies) = (network.network.posts, network.network.replies)
    var incoming: [Incoming] = []
    for post in 0..<posts.count {
      guard let voice = network.target(ofReply: post) else { continue }
      incoming.append(
        Incoming(pair: VoicePair(voice: voice, person: posts.authors[post]), time: posts.times[post], count: 1))
    }
    for index in 0..<replies.count where network.isInWindow(milliseconds: replies.times[index]) {
      guard network.counts(replies.actors[index], for: replies.targets[index]) else { continue }
      let pair = VoicePair(voice: replies.targets[index], person: replies.actors[index])
      incoming.append(Incoming(pair: pair, time: replies.times[index], count: Int(replies.counts[index])))
    }
    return incoming + network.branchExchanges.map { Incoming(pair: $0.pair, time: Posts.untimed, count: 2) }
  }

  /// The most replies within less than `span`, for replies in the order of time.
  private static func most(within span: Int64, _ replies: Slice<UnsafeMutableBufferPointer<Incoming>>) -> Int {
    var (most, sum, first) = (0, 0, replies.startIndex)
    for reply in replies {
      sum += reply.count
      while reply.time - replies[first].time >= span {
        sum -= replies[first].count
        first += 1
      }
      most = max(most, sum)
    }
    return most
  }
}

extension PileOn {
  /// The first voice whose signs are not what the definition demands, or nil: every reply listed by voice, every hour
  /// tried.
  package static func discrepancy(of signs: [PileOn], in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    let voiceCount = network.network.voices.count
    var times = [[UInt32: [Int64]]](repeating: [:], count: voiceCount)
    Verification.forEachReply(in: network) { post, person, voice in
      times[Int(voice)][person, default: []].append(posts.times[post])
    }
    let replies = network.network.replies
    for index in 0..<replies.count where network.isInWindow(milliseconds: replies.times[index]) {
      let (person, voice) = (replies.actors[index], replies.targets[index])
      guard network.counts(person, for: voice) else { continue }
      times[Int(voice)][person, default: []] += Array(
        repeating: replies.times[index], count: Int(replies.counts[index]))
    }
    // Partners of flat branches spoke at least twice.
    var partners = [Set<UInt32>](repeating: [], count: voiceCount)
    for exchange in Verification.flatExchanges(in: network) {
      partners[Int(exchange.voice)].insert(exchange.person)
      times[Int(exchange.voice)][exchange.person, default: []] += []
    }

    for voice in 0..<voiceCount {
      let timed = times[voice].values.joined().filter { $0 != Posts.untimed }
      let expected = PileOn(
        repliers: times[voice].count,
        oneOff: times[voice].filter { person, moments in
          moments.count == 1 && !partners[voice].contains(person)
        }.count,
        shared: times[voice].keys.filter { person in
          times.indices.contains { $0 != voice && times[$0][person] != nil }
        }.count, timed: timed.count,
        withinOneHour: timed.map { start in timed.filter { $0 >= start && $0 < start + 3_600_000 }.count }.max() ?? 0)
      if signs[voice] != expected {
        return "the signs of voice \(voice) are \(signs[voice]), by the definition \(expected)"
      }
    }
    return nil
  }
}

extension MeasuredNetwork {
  /// Everyone's signs of a pile-on.
  package var pileOns: [PileOn] { remember("pileOns") { PileOn.compute(in: scoped, repliers: repliers) } }
}

extension Measure {
  static let oneOffShare = Measure(
    "one_off_share", of: .voice, "the share of repliers who replied exactly once",
    range: "0 to 1; empty without a replier", source: "signs of a pile-on"
  ) { network in network.pileOns.map { .decimal($0.oneOffShare, places: 4) } }

  static let oneHourShare = Measure(
    "one_hour_share", of: .voice, "the largest share of incoming replies within one hour",
    range: "0 to 1; empty without a timed reply", source: "signs of a pile-on"
  ) { network in network.pileOns.map { .decimal($0.oneHourShare, places: 4) } }

  static let sharedRepliersShare = Measure(
    "shared_repliers_share", of: .voice, "the share of repliers who also replied to another voice",
    range: "0 to 1; empty without a replier", source: "signs of a pile-on"
  ) { network in network.pileOns.map { .decimal($0.sharedShare, places: 4) } }

  static let pileOn = Measure(
    "pile_on", of: .voice,
    "1 where two of three signs stand: repliers one-off from 0.9, within one hour from 0.8, shared from 0.5",
    range: "0 or 1; empty below ten repliers", source: "signs of a pile-on"
  ) { network in network.pileOns.map { .integer($0.isFlagged.map { $0 ? 1 : 0 }) } }
}
