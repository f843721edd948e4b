import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What a reader of any ranking has to know of the data, said by every command that ranks.
extension MeasuredNetwork {
  /// What makes the figures doubtful as a whole, a sentence each without a full stop: replies that the files lack, ranked
  /// voices of whom more and less is held, posts without a time, an empty window. Empty where nothing is wrong.
  package var cautions: [String] {
    var cautions: [String] = []
    if isSilent { cautions.append(silence) }
    let quality = scoped.network.quality
    if coverage.isLow {
      cautions.append("the files hold \(heldOfCounted), so figures may be too low")
    }
    if isWindowPatchy {
      cautions.append("\(Self.orphans(extent.orphans, of: extent.answers)) (in this window), so figures may be too low")
    } else if quality.isPatchy {
      cautions.append("\(orphans)\(ofAllTimes), so figures may be too low")
    }
    if let unequal = unequalCoverage { cautions.append(unequal) }
    // A window leaves out what has no time, however little.
    if quality.undated * 10 > quality.posts || quality.undated > 0 && !scoped.scope.window.isUnbounded {
      cautions.append(undated(Part(quality.undated, of: quality.posts, .posts)))
    }
    if !scoped.scope.window.isUnbounded, timeQuality.undatedReplies > 0 {
      cautions.append(undated(Part(timeQuality.undatedReplies, of: accountReplies, .repliesBetweenAccounts)))
    }
    return cautions
  }

  private func undated(_ part: Part) -> String {
    let (has, lies) = NumberFormat.isOne(part.part) ? ("has", "lies") : ("have", "lie")
    return scoped.scope.window.isUnbounded
      ? "\(part.text) \(has) no time: counted here, and left out by any window"
      : "\(part.text) \(has) no time, and \(lies) in no window"
  }

  /// Replies between accounts that name no post: how many there were, not how many rows they fill.
  package var accountReplies: Int { extent.accountReplies }

  /// Those of them of an account to itself.
  package var accountSelfReplies: Int { extent.accountSelfReplies }

  /// How many replies lack their parent, in a clause.
  package var orphans: String {
    Self.orphans(scoped.network.quality.orphans, of: scoped.network.quality.replies)
  }

  private static func orphans(_ orphans: Int, of replies: Int) -> String {
    "\(Part(orphans, of: replies, .replies).text) \(NumberFormat.isOne(orphans) ? "answers" : "answer") a post that no "
      + "file holds"
  }

  /// Whether more than one in ten of the replies of the store, or of a window of it, lack their parent.
  package var isPatchy: Bool { isWindowPatchy || scoped.network.quality.isPatchy }

  private var isWindowPatchy: Bool {
    !scoped.scope.window.isUnbounded && extent.orphans * 10 > extent.answers
  }

  /// The replies of which too many lack their parent: those of the window, or of the store.
  var patchyReplies: Part {
    let quality = scoped.network.quality
    return isWindowPatchy
      ? Part(extent.orphans, of: extent.answers, .replies) : Part(quality.orphans, of: quality.replies, .replies)
  }

  /// Where all of a store are meant: beside figures of a window that is said.
  package var ofAllTimes: String { scoped.scope.window.isUnbounded ? "" : " (over all times)" }

  /// That more is held of one ranked voice than of another, so that the ranking does not compare like with like; nil where
  /// the coverages that are known lie no further apart than figures may be compared at.
  private var unequalCoverage: String? {
    let known = pool.compactMap { coverage[Int($0)] }
    guard let least = known.min(), let most = known.max(), !Coverage.mayCompare(least, most) else { return nil }
    return
      "of the counted replies to the ranked voices the files hold from \(percent(least)) to \(percent(most)): ranks of "
      + "voices of whom so different parts are held cannot be set against each other"
  }

  /// The voices of whom less than four fifths of the counted replies are held, each with its share; nil where there is none.
  package func lowCoverages(of rows: some Collection<ScoredRow>) -> String? {
    let low = rows.filter { $0.coverage.map { $0 < Coverage.least } ?? false }
    if low.isEmpty { return nil }
    let names = low.prefix(5).map { "\($0.label) (\(percent($0.coverage ?? 0)))" }
    let more = low.count - names.count
    return "less than four fifths of the counted replies are held below the posts of \(names.joined(separator: ", "))"
      + (more > 0 ? " and \(NumberFormat.text(more)) more of those shown" : "")
  }

  /// Whether less than four fifths of the counted replies are held, and so many were counted that this speaks for all the
  /// data: counts of a few posts say little of the others.
  var lacksMostReplies: Bool { coverage.isLow && coverage.total.counted >= scoped.network.quality.replies }

  /// “12 of the 100 replies (12%) that the platform counted below 3 of 80 posts”: a count may exist of a few posts only.
  var heldOfCounted: String {
    let replies = coverage.total
    return Part(replies.held, of: replies.counted, .replies).text + " that the \(countingPlatforms) counted below "
      + countedPosts
  }

  /// “one of 80 posts”; “all 3 posts”.
  package var countedPosts: String {
    // Placeholders are nobody's to count below.
    let counted = extent.countedPosts
    let held = max(counted, scoped.network.quality.posts)
    if NumberFormat.isOne(held) { return "the one post" }
    if counted == held { return Part(counted, of: held, .posts).text }
    return "\(NumberFormat.isOne(counted) ? "one" : NumberFormat.text(counted)) of \(NumberFormat.text(held)) posts"
  }

  /// “platform”, where one platform alone counted replies, or “platforms”.
  package var countingPlatforms: String {
    extent.isCountedByOnePlatform ? "platform" : "platforms"
  }

  /// The cautions, and what was put right while the data were read.
  package var notes: [String] {
    let quality = scoped.network.quality
    var notes = cautions
    if quality.orphans > 0, !isPatchy { notes.append("\(orphans)\(ofAllTimes)") }
    return notes + repairs
  }

  /// What was put right while the data were read, a sentence each without a full stop.
  package var repairs: [String] {
    let quality = scoped.network.quality
    var notes: [String] = []
    if accountSelfReplies * 10 > accountReplies {
      notes.append(
        "\(Part(accountSelfReplies, of: accountReplies, .repliesBetweenAccounts).text) "
          + "\(NumberFormat.isOne(accountSelfReplies) ? "is" : "are") of an account to itself, and count for nobody")
    }
    for (count, what) in [
      (timeQuality.beforeParents, "replies dated before the post that they answer, which count by their parent"),
      (quality.unknownAuthors, "posts without a known author, which count for nobody"),
      (quality.cyclesCut, "parent links that closed a cycle and were cut"),
      (quality.parentConflicts, "posts whose rows name different parents, of which the smallest id holds"),
    ] where count > 0 {
      notes.append("\(what): \(NumberFormat.text(count))")
    }
    return notes
  }

  /// Why there is nothing to measure: which dates the data have, where the window misses them.
  package var silence: String {
    guard let first = timeQuality.first, let last = timeQuality.last else {
      return extent.size == 0
        ? "there is no post and no reply in these data" : "no post and no reply in these data has a time"
    }
    let days = (Timestamp(milliseconds: first).isoDay, Timestamp(milliseconds: last).isoDay)
    return "the window holds no post and no reply; the data have some from \(days.0) to \(days.1)"
  }
}

extension MeasuredNetwork {
  /// What may be said of a voice to whom no return is seen, in a clause: that nobody is seen coming back, or that too
  /// little is held to tell.
  package func absence(of row: ScoredRow) -> String {
    if row.conversed == nil { return "answered nobody in these data, whose replies have no times" }
    if let replies = coverage.replies(of: row.voice), let share = replies.share {
      if share < Coverage.least {
        return
          "the files hold \(Part(replies.held, of: replies.counted, .countedReplies).text): too few to tell whether anybody "
          + "came back"
      }
    } else if lacksMostReplies {
      // Nobody counted below its own posts, and where somebody counted most is missing.
      return "the files hold \(heldOfCounted): too few to tell whether anybody came back to this account"
    }
    if isPatchy {
      return
        "\(patchyReplies.text) in these data lack the post that they answer: too many "
        + "to tell whether anybody came back"
    }
    return "nobody is seen coming back to this account"
  }

  /// Whether it may be said of a voice that nobody came back: ten people replied, no less than four fifths of the counted
  /// replies are held (of all of them, where nobody counted its own), and no more than one reply in ten lacks its parent.
  package func showsNoReturn(to row: ScoredRow) -> Bool {
    row.conversed == 0 && row.repliers >= Sections.fewestRepliersOfBroadcaster
      && (row.coverage.map { $0 >= Coverage.least } ?? !lacksMostReplies) && !isPatchy
  }
}

extension NetworkQuality {
  /// Whether so many replies lack their parent that the headline has to say so: more than one in ten.
  package var isPatchy: Bool { orphans * 10 > replies }
}
