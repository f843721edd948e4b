import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What may be said of conversation against followers: that more people have conversations with a voice that few follow
/// than with the most followed one, the contrary, that it is too close to call, or why nothing can be said.
///
/// A person P is set against F, the most followed voice of the same platform and, where the roster gives P an
/// organisation with others of counted followers, of the same organisation. It is claimed only where both follower counts are
/// counted and F's is five times P's; P is ranked, took part in five conversations, three people came back to P, and
/// nothing looks like a pile-on; more came back to P than to F beyond chance, over all P that could be set against this F
/// (Holm), and no fewer were answered; and no less than four fifths of the counted replies to either are held. The
/// highest ranked P that passes is named. Where none passes, the F of the platform with the next most followed voice
/// is tried. The same finding is the briefing's headline, the pictures' titles and the commands' last line.
/// Complexity: O(rows), and of a test for each P.
public struct Finding: Codable, Sendable {
  /// What can be said.
  public enum Verdict: String, Codable, Sendable {
    /// More people have conversations with `voice` than with `following`, who has five times as many followers.
    case holds
    /// The most followed voice is the one that most people have conversations with.
    case contrary
    /// Chance alone could make the difference.
    case tooClose = "too-close-to-call"
    /// The data do not carry any claim.
    case tooLittle = "too-little"
  }

  /// What can be said.
  public let verdict: Verdict
  /// The voice that is set against `following`, or nil where nobody is.
  public let voice: ScoredRow?
  /// The most followed voice of its platform or organisation, or nil where nobody is.
  public let following: ScoredRow?
  /// The finding in one clause without a full stop: what stands above a page or a picture.
  public let headline: String
  /// The finding in words, with the figures of the claim and no others, or the reason why there is none.
  public let sentence: String
  /// What has to be said beside it, a sentence each: replies and times that are missing.
  public let cautions: [String]

  /// The sentence as its figures, without the headline, and what follows them: that nobody counted the replies.
  package var parts: (evidence: String, missing: String) {
    let rest = sentence.hasPrefix(headline + ": ") ? sentence.dropFirst(headline.count + 2) : sentence[...]
    let end = rest.firstRange(of: Self.uncounted)?.lowerBound ?? rest.endIndex
    let evidence = rest[..<end]
    return (evidence.prefix(1).uppercased() + evidence.dropFirst(), rest[end...].trimmingPrefix(" ").description)
  }

  /// How the sentence begins that nobody counted the replies.
  fileprivate static let uncounted = " No platform counted the replies to "

  /// A person is named only from so many returns on.
  package static let fewestReturns = 3
  /// F has to have so many times the followers of P.
  package static let followersApart: Int64 = 5

  /// The finding of a scored network.
  /// - Parameter rows: all rows, best first.
  package init(rows: [ScoredRow], in network: MeasuredNetwork) {
    self.init(FindingSearch(rows, network).result(), cautions: network.cautions)
  }

  private init(_ result: FindingSearch.Result, cautions: [String]) {
    verdict = result.verdict
    voice = result.voice
    following = result.following
    headline = result.headline
    sentence = result.sentence
    self.cautions = cautions
  }

  /// Whether more people have conversations with a voice that few follow than with the most followed one.
  public var holds: Bool { verdict == .holds }
}

extension Finding {
  /// Whether so much is known of two voices that it may be said that more people have conversations with the one: by the rules
  /// by which the finding names anybody.
  package static func maySay(_ ahead: ScoredRow, over behind: ScoredRow, in network: MeasuredNetwork) -> Bool {
    let search = FindingSearch([], network)
    return search.isSound(ahead) && search.isCovered(behind) && ahead.reciprocated >= behind.reciprocated
  }

  /// Whose conversations have to be known for the finding of these rows: those who may be set against each other.
  package static func voices(of rows: [ScoredRow], in network: MeasuredNetwork) -> [Int] {
    FindingSearch(rows, network).voices
  }
}

/// Looks for the claim that the data carry.
private struct FindingSearch {
  struct Result {
    var verdict: Finding.Verdict
    var voice: ScoredRow?
    var following: ScoredRow?
    var headline: String
    var sentence: String
  }

  private let rows: [ScoredRow]
  private let network: MeasuredNetwork
  /// The rows with a counted number of followers, most followed first.
  private let counted: [ScoredRow]

  init(_ rows: [ScoredRow], _ network: MeasuredNetwork) {
    self.rows = rows
    self.network = network
    counted = rows.filter { $0.followers != nil && $0.kind != .bot }.sorted {
      ($0.followers ?? 0, $1.voice) > ($1.followers ?? 0, $0.voice)
    }
  }

  func result() -> Result {
    let groups = groups()
    let contrasts = groups.map { group in
      Contrast.tested(candidates(in: group).map { ($0, group.following) }, in: network)
    }
    let holding = contrasts.joined().first { $0.holds }
    return holding.map(claim) ?? groups.lazy.compactMap(contrary).first
      ?? contrasts.joined().lazy.compactMap(otherwise).first ?? tooLittle(groups)
  }

  /// Everyone whose points are compared.
  var voices: [Int] {
    groups().flatMap { group in
      let candidates = candidates(in: group)
      let next = next(in: group)
      return candidates.isEmpty && next == nil
        ? [] : [group.following.voice] + (candidates + [next].compactMap(\.self)).map(\.voice)
    }
  }

  /// The most followed voice, and those that may be set against it, best first.
  private struct Group {
    var following: ScoredRow
    /// The platform, where nobody on it has more followers; nil where that is so in an organisation alone.
    var platform: String?
    var others: [ScoredRow] = []
  }

  /// One group for every most followed voice, the most followed first.
  private func groups() -> [Group] {
    var ofPlatform: [String: ScoredRow] = [:]
    var ofOrganisation: [[String]: (first: ScoredRow, count: Int)] = [:]
    for row in counted.reversed() {
      let platform = network.voices.platforms[row.voice]
      ofPlatform[platform] = row
      guard let organisation = row.organisation else { continue }
      ofOrganisation[[platform, organisation]] = (row, (ofOrganisation[[platform, organisation]]?.count ?? 0) + 1)
    }
    var groups: [Int: Group] = [:]
    for (platform, row) in ofPlatform { groups[row.voice] = Group(following: row, platform: platform) }
    for row in rows where row.section == .voices {
      let platform = network.voices.platforms[row.voice]
      // Whoever is alone in the organisation on this platform is set against the platform's most followed.
      let own = row.organisation.flatMap { ofOrganisation[[platform, $0]] }.flatMap { $0.count > 1 ? $0.first : nil }
      guard let following = own ?? ofPlatform[platform], following.voice != row.voice else { continue }
      groups[following.voice, default: Group(following: following)].others.append(row)
    }
    return groups.values.sorted {
      ($0.following.followers ?? 0, $1.following.voice) > ($1.following.followers ?? 0, $0.following.voice)
    }
  }

  /// Whether enough is known of a voice for it to be named.
  func isSound(_ row: ScoredRow) -> Bool {
    (row.conversations ?? 0) >= Jackknife.fewestConversations && (row.conversed ?? 0) >= Finding.fewestReturns
      && network.pileOns[row.voice].isFlagged != true && isCovered(row)
  }

  func isCovered(_ row: ScoredRow) -> Bool { row.coverage.map { $0 >= Coverage.least } ?? true }

  /// Those of the group that could be named, were the difference beyond chance.
  private func candidates(in group: Group) -> [ScoredRow] {
    guard let many = group.following.followers, isCovered(group.following) else { return [] }
    return group.others.filter { row in
      guard let few = row.followers, isSound(row) else { return false }
      // By a division: counts may be as large as integers are.
      return many / Finding.followersApart >= few && many > 0 && row.reciprocated >= group.following.reciprocated
    }
  }

  private func claim(_ contrast: Contrast) -> Result {
    Result(
      verdict: .holds, voice: contrast.ahead, following: contrast.behind, headline: contrast.headline,
      sentence: contrast.sentence + uncounted(contrast.ahead, contrast.behind))
  }

  /// That the most followed voice of a platform is ahead of everybody there.
  private func contrary(in group: Group) -> Result? {
    let following = group.following
    guard let platform = group.platform, let next = next(in: group) else { return nil }
    let contrast = Contrast(following, next, in: network)
    guard contrast.outcome == .different, contrast.ahead.voice == following.voice else { return nil }
    // Nobody else on the platform may have more, of whatever kind: a channel, say, that is not ranked.
    let most = rows.lazy.filter { network.voices.platforms[$0.voice] == platform }.map { $0.conversed ?? 0 }.max() ?? 0
    guard most <= following.conversed ?? 0 else { return nil }
    let isOnly = Set(rows.lazy.map { network.voices.platforms[$0.voice] }).count == 1
    let headline =
      "The most followed voice\(isOnly ? "" : " on \(platform)"), \(following.label) (\(Contrast.followers(following))), is "
      + "also the one that most people \(isOnly ? "" : "there ")have conversations with"
    return Result(
      verdict: .contrary, voice: next, following: following, headline: headline,
      sentence: "\(headline): \(NumberFormat.text(following.conversed ?? 0)) came back after an answer, "
        + "\(NumberFormat.text(next.conversed ?? 0)) to \(next.label), who comes next." + uncounted(next, following))
  }

  /// Whom else most people came back to on the platform of a most followed voice that may be named.
  private func next(in group: Group) -> ScoredRow? {
    let following = group.following
    guard let platform = group.platform, isSound(following),
      following.section == .voices || following.section == .excluded
    else { return nil }
    // Of the whole platform: some of its voices are set against the most followed of their organisation. Those of a kind that
    // is not ranked are looked at where the most followed is of such a kind.
    let others = rows.lazy.filter {
      $0.voice != following.voice && network.voices.platforms[$0.voice] == platform
        && ($0.section == .voices || $0.section == following.section)
    }
    return others.max { ($0.conversed ?? 0, $1.voice) < ($1.conversed ?? 0, $0.voice) }
  }

  /// What a contrast that does not hold says, where the two could be compared.
  private func otherwise(_ contrast: Contrast) -> Result? {
    func result(_ verdict: Finding.Verdict, voice: ScoredRow, following: ScoredRow) -> Result {
      Result(
        verdict: verdict, voice: voice, following: following, headline: contrast.headline, sentence: contrast.sentence)
    }
    let isFollowingAhead = (contrast.ahead.followers ?? 0) > (contrast.behind.followers ?? 0)
    let (voice, following) =
      isFollowingAhead ? (contrast.behind, contrast.ahead) : (contrast.ahead, contrast.behind)
    return switch contrast.outcome {
    case .different: result(.contrary, voice: voice, following: following)
    case .tooCloseToCall: result(.tooClose, voice: voice, following: following)
    case .notCompared: nil
    }
  }

  /// That nobody counted the replies has to be said: what is missing is not known.
  private func uncounted(_ rows: ScoredRow...) -> String {
    rows.contains { $0.coverage == nil }
      ? "\(Finding.uncounted)\(rows.allSatisfy { $0.coverage == nil } ? "either" : rows.first { $0.coverage == nil }?.label ?? ""), so nothing "
        + "says how many are missing." : ""
  }

  private func tooLittle(_ groups: [Group]) -> Result {
    let reason = reason(groups)
    // Above a page or a picture, too, it is of no use without its reason.
    let headline = "\(reason.subject): \(reason.why)"
    return Result(verdict: .tooLittle, voice: nil, following: nil, headline: headline, sentence: headline + ".")
  }

  /// Why nothing can be claimed: the first thing that is missing.
  private func reason(_ groups: [Group]) -> (subject: String, why: String) {
    if network.isSilent { return ("Nothing to report", network.silence) }
    let ranked = rows.prefix { $0.section == .voices }
    if !rows.isEmpty, rows.allSatisfy({ $0.basis == .arcs }) {
      return (
        "Nothing says who came back",
        network.timeQuality.daysAlone > 0
          ? "the replies in these data are dated by the day alone, or have no times"
          : "the replies in these data have no times"
      )
    }
    let nobody = "Too little to name anyone"
    // Where counts of a few posts say little of all the others, a caution gives them.
    if network.lacksMostReplies { return (nobody, "the files hold \(network.heldOfCounted)") }
    if ranked.isEmpty { return (nobody, reasonWithoutRanked) }
    if ranked.allSatisfy({ $0.conversations == nil }) {
      return (
        nobody,
        "replies between accounts do not say which conversation they belong to, and without conversations nothing "
          + "says how sure a comparison is"
      )
    }
    let enough = ranked.filter {
      ($0.conversations ?? 0) >= Jackknife.fewestConversations && ($0.conversed ?? 0) >= Finding.fewestReturns
    }
    if enough.isEmpty { return (nobody, reasonWithoutEnough(ranked)) }
    let sound = enough.filter(isSound)
    if sound.isEmpty {
      let covered = enough.count(where: isCovered)
      let missing = "less than four fifths of the counted replies to those with conversations are held"
      let suspicious = "the replies to those with conversations may be pile-ons"
      return (nobody, covered == 0 ? missing : covered == enough.count ? suspicious : "\(missing), or \(suspicious)")
    }
    let unset = "No finding on the most followed account"
    let known = Set(sound.lazy.filter { $0.followers != nil }.map(\.voice))
    if counted.isEmpty { return (unset, "no follower count is known") }
    if known.isEmpty { return (unset, "no platform counted the followers of those with conversations") }
    let rivals = groups.lazy.map { ($0.following, $0.others.filter { known.contains($0.voice) }) }
    guard let (following, others) = rivals.first(where: { !$1.isEmpty }) else {
      return (unset, "no other account on the same platform that is compared has counted followers")
    }
    if !isCovered(following) {
      return (unset, "less than four fifths of the counted replies to \(following.label) are held")
    }
    let most = (following.followers ?? 0) / Finding.followersApart
    guard let row = others.first(where: { most >= $0.followers ?? 0 }) else {
      return (
        unset,
        "\(following.label) (\(Contrast.followers(following))) has less than five times the followers of anyone who "
          + "could be set against it"
      )
    }
    if case .notCompared(let why) = Contrast(row, following, difference: nil).outcome { return (unset, why) }
    return (
      unset,
      "\(following.label) (\(Contrast.followers(following))) answered more people than anyone with a fifth of its "
        + "followers or fewer"
    )
  }

  /// Why no voice is ranked.
  private var reasonWithoutRanked: String {
    if rows.contains(where: { $0.conversed ?? 0 > 0 }) {
      let isToBroadcasters = rows.contains { $0.section == .broadcasters && $0.conversed ?? 0 > 0 }
      let isToOthers = rows.contains { $0.section != .broadcasters && $0.conversed ?? 0 > 0 }
      let whom = [isToBroadcasters ? "broadcasters" : nil, isToOthers ? "accounts of kinds that are not ranked" : nil]
      return "people came back after an answer only to \(whom.compactMap(\.self).joined(separator: " and to "))"
    }
    if network.isPatchy {
      let part = network.patchyReplies
      return
        "\(part.text) \(NumberFormat.isOne(part.part) ? "lacks" : "lack") the post "
        + "answered, so nothing says who came back"
    }
    let (replies, place) = repliesInWindow
    return replies == 0
      ? "there is no reply in \(place)"
      : "in the \(NumberFormat.isOne(replies) ? "one reply" : NumberFormat.text(replies, "reply", "replies")) of \(place) nobody is seen "
        + "coming back after an answer"
  }

  /// How many replies the window holds, and what it is called.
  private var repliesInWindow: (count: Int, place: String) {
    let held = network.scoped.network
    let window = network.scoped.scope.window
    if window.isUnbounded {
      return (held.quality.replies + network.accountReplies, "these data")
    }
    let posts = (0..<held.posts.count).count {
      network.scoped.isInWindow[$0] && held.posts.answered[$0] != Posts.none
    }
    let between = (0..<held.replies.count).reduce(0) { sum, reply in
      let time = held.replies.times[reply]
      let isInside = time != Posts.untimed && window.contains(Timestamp(milliseconds: time))
      return sum + (isInside ? Int(held.replies.counts[reply]) : 0)
    }
    return (posts + between, "this window")
  }

  /// Why none of the ranked voices may be named: too few returns, or too few conversations. It names nobody, either; of data
  /// that lack much it says so in the same breath.
  private func reasonWithoutEnough(_ ranked: ArraySlice<ScoredRow>) -> String {
    let part = network.patchyReplies
    let lacking =
      network.isPatchy
      ? "in these data, where \(part.text) \(NumberFormat.isOne(part.part) ? "lacks" : "lack") the post answered, "
      : network.coverage.isLow ? "in these data, which hold \(network.heldOfCounted), " : ""
    let returned = ranked.filter { $0.conversed ?? 0 >= Finding.fewestReturns }
    if returned.isEmpty {
      let most = ranked.compactMap(\.conversed).max() ?? 0
      // A channel, say, may have more, and is not ranked.
      let isAll = rows.allSatisfy { $0.conversed ?? 0 <= most }
      if SmallCounts.current?.hides(most) == true { return "\(lacking)too few people came back to any ranked voice" }
      let people = NumberFormat.text(most, "person", "people")
      return "\(lacking)\(isAll ? "nobody" : "no ranked voice") has more than \(people) who came back"
    }
    let isAll = !rows.contains { $0.section != .voices && $0.conversed ?? 0 >= Finding.fewestReturns }
    let which = isAll ? "" : "ranked "
    if NumberFormat.isOne(returned.count) {
      let conversations = NumberFormat.text(returned[0].conversations ?? 0, "conversation")
      return
        "\(lacking)the one \(which)voice to whom more than two people came back took part in \(conversations), and five are "
        + "needed"
    }
    let none =
      returned.count == 2 && SmallCounts.current == nil
      ? "neither of the two" : "none of the \(NumberFormat.text(returned.count))"
    return
      "\(lacking)\(none) \(which)voices to whom more than two people came back took "
      + "part in five conversations"
  }
}
