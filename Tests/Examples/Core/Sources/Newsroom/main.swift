import Foundation
import ReparteeCore

/// A newsroom's server: it holds comments in its own database, and asks once an hour who people talk with.
struct Comment { let id, author: String, parent: String?, published: Date }

struct Leader: Encodable { let name: String, score: Int, cameBack: [String] }

func leaders(of comments: [Comment], follows: [(follower: String, followed: String)], days: Int) -> [Leader] {
  var builder = ConversationBuilder(platform: "newsroom")
  for comment in comments {
    builder.addPost(comment.id, author: comment.author, replyTo: comment.parent, time: comment.published)
  }
  for follow in follows { builder.addFollow(follower: follow.follower, followed: follow.followed) }
  let scored = ScoredNetwork(builder.build(), options: .last(days: days, before: Date()))
  return scored.ranking.prefix(10).map { row in
    Leader(
      name: row.label, score: row.score,
      cameBack: scored.people(.conversed, of: row.id).map { scored.label(of: $0) })
  }
}

let now = Date()
let comments = [
  Comment(id: "1", author: "ann", parent: nil, published: now - 400),
  Comment(id: "2", author: "bob", parent: "1", published: now - 300),
  Comment(id: "3", author: "ann", parent: "2", published: now - 200),
  Comment(id: "4", author: "bob", parent: "3", published: now - 100),
]
let result = leaders(of: comments, follows: [("bob", "ann")], days: 7)
precondition(result.map(\.name) == ["ann"] && result[0].cameBack == ["bob"], "ann leads, and bob came back to her")
print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
