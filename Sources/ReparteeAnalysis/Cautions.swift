import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What a reader of any ranking has to know of the data, said by every command that ranks.
extension MeasuredNetwork {
  /// What makes the figures doubtful as a whole, a sentence each without a full stop: replies that the files lack, posts
  /// without a time, an empty window. Empty where nothing is wrong.
  package var cautions: [String] {
    var cautions: [String] = []
    if scoped.isSilent { cautions.append(silence) }
    let quality = scoped.network.quality
    if coverage.isLow {
      cautions.append("the files hold \(heldOfCounted), so figures are too low")
    }
    if quality.isPatchy {
      cautions.append(
        "\(part(quality.orphans, of: quality.replies, repliesOfStore)) answer a post that no file holds, so figures are too low"
      )
    }
    // A window leaves out what has no time, however little.
    if quality.undated * 10 > quality.posts || quality.undated > 0 && !scoped.scope.window.isUnbounded {
      cautions.append("\(part(quality.undated, of: quality.posts, "posts")) have no time, and lie in no window")
    }
    if !scoped.scope.window.isUnbounded, timeQuality.undatedReplies > 0 {
      let all = scoped.network.replies.count
      cautions.append(
        "\(part(timeQuality.undatedReplies, of: all, "replies between accounts")) have no time, and lie in no window")
    }
    return cautions
  }

  /// Replies, where all of a store are meant: beside figures of a window that is said.
  private var repliesOfStore: String { scoped.scope.window.isUnbounded ? "replies" : "replies held of all times" }

  /// “12 of the 100 replies (12%) that the platforms counted below 3 posts”: a count may exist of a few posts only.
  var heldOfCounted: String {
    let (replies, posts) = (coverage.total, scoped.network.posts.replyCounts.count)
    return part(replies.held, of: replies.counted, "replies") + " that the platforms counted below "
      + (posts == 1 ? "one post" : NumberFormat.text(posts, "post"))
  }

  /// The cautions, and what was put right while the data were read.
  package var notes: [String] {
    let quality = scoped.network.quality
    var notes = cautions
    if quality.orphans > 0, !quality.isPatchy {
      notes.append("\(part(quality.orphans, of: quality.replies, repliesOfStore)) answer a post that no file holds")
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
    let network = scoped.network
    guard let first = timeQuality.first, let last = timeQuality.last else {
      return network.posts.count + network.replies.count == 0
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
    if let replies = coverage.replies(of: row.voice), let share = replies.share, share < Coverage.least {
      return
        "the files hold \(part(replies.held, of: replies.counted, "counted replies")): too few to tell whether anybody "
        + "came back"
    }
    let quality = scoped.network.quality
    if quality.isPatchy {
      return
        "\(part(quality.orphans, of: quality.replies, "replies")) in these data lack the post that they answer: too many "
        + "to tell whether anybody came back"
    }
    return "nobody is seen coming back to this account"
  }

  /// Whether it may be said of a voice that nobody came back: ten people replied, no less than four fifths of the counted
  /// replies are held, and no more than one reply in ten lacks its parent.
  package func showsNoReturn(to row: ScoredRow) -> Bool {
    row.conversed == 0 && row.repliers >= Sections.fewestRepliersOfBroadcaster
      && (row.coverage.map { $0 >= Coverage.least } ?? true) && !scoped.network.quality.isPatchy
  }
}

/// “12 of the 100 replies (12%)”; of fewer than fifty without the percentage, which would say more than seven can.
func part(_ part: Int, of whole: Int, _ what: String) -> String {
  let numbers = "\(NumberFormat.text(part)) of the \(NumberFormat.text(whole)) \(what)"
  return whole < 50 ? numbers : "\(numbers) (\(percent(Double(part) / Double(whole))))"
}

extension NetworkQuality {
  /// Whether so many replies lack their parent that the headline has to say so: more than one in ten.
  package var isPatchy: Bool { orphans * 10 > replies }
}
