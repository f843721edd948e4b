import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What was read, what of it could be used, and what is missing: the figures by which to judge all the others.
package struct QualityLedger: Sendable {
  /// What became of the rows of all sources.
  package struct Rows: Sendable, Equatable {
    /// How many files were imported.
    package var sources = 0
    /// Rows read.
    package var rowsIn = 0
    /// Rows that said something new.
    package var kept = 0
    /// Rows that said nothing new.
    package var duplicates = 0
    /// Rows left out on purpose: likes, private posts.
    package var ignored = 0
    /// Rows that could not be read.
    package var rejected = 0

    /// Nothing read.
    package init() {}
  }

  /// One line: its name, its value and what it says.
  package struct Line: Sendable, Equatable {
    /// The name, in words with underscores.
    package var name: String
    /// The value, or empty where it is not defined.
    package var value: TableCell
    /// What it says.
    package var meaning: String
  }

  /// The lines: rows, then posts, then followers.
  package let lines: [Line]

  /// The ledger of a network and of the rows it came from.
  /// - Parameter now: the moment after which times lie in the future; nil counts none.
  package init(rows: Rows, network: MeasuredNetwork, now: Timestamp? = nil) {
    let times = network.timeQuality
    let quality = network.scoped.network.quality
    let coverage = FollowerCoverage(network)
    let replies = network.coverage.total
    func count(_ name: String, _ value: Int, _ meaning: String) -> Line {
      Line(name: name, value: .integer(value), meaning: meaning)
    }
    func share(_ name: String, _ part: Int64, of whole: Int64, _ meaning: String) -> Line {
      Line(name: name, value: whole == 0 ? .empty : .decimal(Double(part) / Double(whole), places: 4), meaning: meaning)
    }
    let lines: [Line?] = [
      count("sources", rows.sources, "files imported"),
      count("rows_in", rows.rowsIn, "rows read: kept + duplicates + ignored + rejected"),
      count("kept", rows.kept, "rows that said something new"),
      count("duplicates", rows.duplicates, "rows that said nothing new"),
      count("ignored", rows.ignored, "rows left out on purpose: likes, private posts"),
      count("rejected", rows.rejected, "rows that could not be read"),
      count("posts", quality.posts, "posts held"),
      count("replies", quality.replies, "posts that answer something"),
      count("account_replies", network.accountReplies, "replies of accounts to accounts that name no post"),
      count("orphans", quality.orphans, "replies whose parent no file holds"),
      share(
        "orphan_share", Int64(quality.orphans), of: Int64(quality.replies),
        "of the replies, those whose parent no file holds; above 0.1 every figure is doubtful"),
      count("replies_counted", replies.counted, "replies that platforms counted below the posts held"),
      share(
        "reply_coverage", Int64(replies.held), of: Int64(replies.counted),
        "of these, replies held: threads are often exported in part"),
      count("stubs", quality.stubs, "placeholders for parents and first posts that no file holds"),
      count("unknown_authors", quality.unknownAuthors, "posts without a known author, which count for nobody"),
      count(
        "self_replies", quality.selfReplies + network.accountSelfReplies,
        "answers to oneself, of the replies and the account_replies, which count in no set"),
      count("cycles_cut", quality.cyclesCut, "parent links that closed a cycle and were cut"),
      count("parent_conflicts", quality.parentConflicts, "posts whose rows name different parents"),
      Line(
        name: "first_time", value: times.first.map { .moment(Timestamp(milliseconds: $0)) } ?? .empty,
        meaning: "the first time of a post or of a reply between accounts"),
      Line(
        name: "last_time", value: times.last.map { .moment(Timestamp(milliseconds: $0)) } ?? .empty,
        meaning: "the last one"),
      count("undated_posts", times.undatedPosts, "posts without a time, which lie in no window"),
      count(
        "undated_replies", times.undatedReplies,
        "of the account_replies, those without a time; replies that are posts count as posts"),
      count(
        "days_alone", times.daysAlone,
        "posts and account_replies dated by the day alone: without an order within the day, and without minutes"
      ),
      count(
        "replies_before_parents", times.beforeParents,
        "replies dated before the post that they answer; they count by parent"),
      // Nothing is in the future of no moment.
      now.map {
        count(
          "future_times", TimeQuality.count(after: $0, in: network.scoped.network),
          "posts and account_replies dated in the future: some clock is wrong")
      },
      count("answers_by_mention", quality.answersByMention, "comments whose @-mention said whom they answer"),
      count(
        "names_alike", network.scoped.network.voices.alikeButForCase,
        "voices whose ids differ from another's only in capitals: one person, maybe, written in two ways"),
      count("scored_voices", coverage.scored, "voices that posted or are party to a reply"),
      count("voices_with_follow_list", coverage.withList, "of these, voices of whom a follower is held"),
      count("voices_with_follower_count", coverage.withCount, "of these, voices whose follower count is known"),
      share(
        "follower_coverage", coverage.held, of: coverage.counted,
        "follow edges held / followers counted, over voices with a known count"),
    ]
    self.lines = lines.compactMap(\.self)
  }

  /// One row a line.
  package var table: ResultTable {
    ResultTable(
      columns: ["figure", "value", "meaning"], rows: lines.map { [.text($0.name), $0.value, .text($0.meaning)] })
  }
}

/// How much of the follower graph is held, for the voices that are scored.
private struct FollowerCoverage {
  var scored = 0
  var withList = 0
  var withCount = 0
  var held: Int64 = 0
  var counted: Int64 = 0

  init(_ network: MeasuredNetwork) {
    let evidence = network.evidence
    for voice in evidence.indices where evidence[voice].basis != nil {
      let list = network.scoped.network.followers?.degree(of: voice) ?? 0
      scored += 1
      if list > 0 { withList += 1 }
      guard let count = network.voices.followerCounts[voice] else { continue }
      withCount += 1
      // A list may hold followers who left since the count was taken.
      held += min(Int64(list), count)
      counted = counted.addingReportingOverflow(count).overflow ? .max : counted + count
    }
  }
}
