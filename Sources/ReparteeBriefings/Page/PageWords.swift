import Foundation
import ReparteeGraph

/// What the page calls the columns of its tables. The files keep the names that programs rely on.
enum PageWords {
  /// The heading of a column, in words.
  static func heading(ofColumn name: String) -> String { headings[name] ?? ResultTable.heading(ofColumn: name) }

  /// A list of columns, as `score_low, score_high`, in words, with what stands in parentheses as it is.
  static func headings(of names: String) -> String {
    let parts = names.split(separator: " (", maxSplits: 1)
    let words = parts[0].split(separator: ";").map { group in
      group.split(separator: ",").map { heading(ofColumn: $0.trimmingCharacters(in: .whitespaces)) }.joined(
        separator: ", ")
    }.joined(separator: "; ")
    return parts.count == 1 ? words : "\(words) (\(parts[1])"
  }

  /// Those that are called otherwise than their name in words.
  private static let headings = [
    "reply_reach": "Talked below", "repliers": "Replied", "reciprocated": "Replied both ways",
    "conversed": "Came back", "answered": "Replied both ways", "came_back": "Came back", "talked_below": "Talked below",
    "gain": "People added", "reached": "People reached", "overlap": "Reached already",
    "joint_reach": "Reached together", "would_add": "Would add", "why_not": "Why not", "reason": "What for",
    "leading_voice": "Led by", "person_followers": "Person’s followers",
    "person_reply_reach": "Talked below the person’s posts", "person_conversed": "Came back to the person",
    "channel_followers": "Channel’s followers", "channel_reply_reach": "Talked below the channel’s posts",
    "channel_conversed": "Came back to the channel", "thread_index": "Thread index", "gini": "Gini",
    "sha256": "SHA-256 hash", "rows_in": "Rows read", "kept": "New", "duplicates": "Repeated",
    "ignored": "Left out", "rejected": "Not readable", "people_returning": "People who came back",
    "last_step": "Last step seen", "only_there": "Seen only there", "author": "Begun by",
    "replies_counted": "Replies counted by the platform", "replies_held": "Of these, in the files",
  ]
}
