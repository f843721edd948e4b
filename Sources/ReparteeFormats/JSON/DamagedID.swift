import ReparteeGraph

/// An id of JSON of which digits are lost, on its way to where the records that hold it are rejected.
///
/// A format asks a value for an id deep inside its records, where nothing can be thrown. So the value gives an id that is
/// nobody's: whatever is made of it, ids of several parts too, bears the mark, and the row is rejected by it once its
/// records are made (``RecordBatch/takeDamaged(since:)``).
enum DamagedID {
  /// No id of any platform holds these.
  private static let mark = "\u{1}damaged\u{1}"

  /// An id that stands for what was written.
  static func id(_ written: String) -> ExternalID { .text(mark + written + "\u{1}") }

  /// What was written in the place of an id; nil of one that is whole.
  static func written(in id: ExternalID?) -> String? {
    guard case .text(let text)? = id, text.utf8.contains(1), let start = text.firstRange(of: mark) else { return nil }
    return String(text[start.upperBound...].prefix { $0 != "\u{1}" })
  }

  /// Why a record is rejected that holds one of these ids, each with what it is in the record; nil where all are whole.
  static func reason(_ ids: KeyValuePairs<String, ExternalID?>) -> String? {
    for (name, id) in ids {
      guard var found = written(in: id) else { continue }
      return found.withUTF8 {
        "\(name): expected an id, found \($0.quoted), \(WrittenID.remedy(for: $0))"
      }
    }
    return nil
  }
}

extension RecordBatch {
  /// How many records of each kind there are, on each platform.
  struct Mark {
    fileprivate var first: Counts
    fileprivate var others: [Counts]

    fileprivate struct Counts {
      var accounts = 0
      var posts = 0
      var interactions = 0
      var deletions = 0
      var accountDeletions = 0
      var versions = 0
      var aliases = 0
      var reposts = 0
      var replyCounts = 0
      var hashtags = 0
      var domains = 0
      var follows = 0

      init() {}

      init(_ platform: Platform) {
        accounts = platform.accounts.count
        posts = platform.posts.count
        interactions = platform.interactions.count
        deletions = platform.deletions.count
        accountDeletions = platform.accountDeletions.count
        versions = platform.versions.count
        aliases = platform.aliases.count
        reposts = platform.reposts.count
        replyCounts = platform.replyCounts.count
        hashtags = platform.hashtags.count
        domains = platform.domains.count
        follows = platform.follows.count
      }
    }

    fileprivate func counts(of platform: Int) -> Counts {
      platform == 0 ? first : platform <= others.count ? others[platform - 1] : Counts()
    }
  }

  /// How many records there are now.
  var mark: Mark {
    let others = platforms.count == 1 ? [] : platforms.dropFirst().map { Mark.Counts($0) }
    return Mark(first: Mark.Counts(platforms[0]), others: others)
  }

  /// Takes out the records made since `mark` that hold an id of which digits are lost, and what belongs to them; returns
  /// why, for each that is a row.
  mutating func takeDamaged(since mark: Mark) -> [String] {
    var reasons: [String] = []
    for place in platforms.indices { reasons += platforms[place].takeDamaged(since: mark.counts(of: place), &notes) }
    return reasons
  }
}

extension RecordBatch.Platform {
  fileprivate mutating func takeDamaged(
    since counts: RecordBatch.Mark.Counts, _ notes: inout [String: Int]
  ) -> [String] {
    var reasons: [String] = []
    var taken: Set<ExternalID> = []
    func reject(_ reason: String, isRow: Bool) {
      if isRow {
        reasons.append(reason)
      } else {
        notes["records that rows carry, left out since an id in them is \(WrittenID.remedy)", default: 0] += 1
      }
    }
    func isTaken(_ id: ExternalID) -> Bool { taken.contains(id) || DamagedID.written(in: id) != nil }
    posts.removeSubrange(from: counts.posts) { post in
      let reason = DamagedID.reason([
        "id": post.id, "author": post.author, "parent": post.parent, "author of the parent": post.parentAuthor,
        "conversation": post.conversation,
      ])
      guard let reason else { return false }
      reject(reason, isRow: post.isRow)
      taken.insert(post.id)
      return true
    }
    interactions.removeSubrange(from: counts.interactions) { act in
      // What a rejected post carries goes with it, and is said once.
      if !act.isRow, let post = act.post, isTaken(post) { return true }
      guard let reason = DamagedID.reason(["actor": act.actor, "target": act.target, "post": act.post]) else {
        return false
      }
      reject(reason, isRow: act.isRow)
      return true
    }
    reposts.removeSubrange(from: counts.reposts) { repost in
      guard let reason = DamagedID.reason(["actor": repost.actor, "post": repost.post]) else { return false }
      reject(reason, isRow: true)
      return true
    }
    for index in (counts.follows..<follows.count).reversed() {
      let ids = (follower: follows.followers[index], followed: follows.followed[index])
      guard let reason = DamagedID.reason(["follower": ids.follower, "followed": ids.followed]) else { continue }
      reject(reason, isRow: true)
      follows.remove(at: index)
    }
    accounts.removeSubrange(from: counts.accounts) { DamagedID.written(in: $0.id) != nil }
    deletions.removeSubrange(from: counts.deletions) { DamagedID.written(in: $0) != nil }
    accountDeletions.removeSubrange(from: counts.accountDeletions) { DamagedID.written(in: $0.account) != nil }
    versions.removeSubrange(from: counts.versions) { isTaken($0.post.id) }
    aliases.removeSubrange(from: counts.aliases) { isTaken($0.post) || DamagedID.written(in: $0.alias) != nil }
    replyCounts.removeSubrange(from: counts.replyCounts) { isTaken($0.post) }
    hashtags.removeSubrange(from: counts.hashtags) { isTaken($0.post) }
    domains.removeSubrange(from: counts.domains) { isTaken($0.post) }
    return reasons
  }
}

extension Array {
  /// Removes the elements from `start` on that `isMeant` names.
  fileprivate mutating func removeSubrange(from start: Int, where isMeant: (Element) -> Bool) {
    let kept = self[start...].filter { !isMeant($0) }
    if kept.count < count - start { replaceSubrange(start..., with: kept) }
  }
}
