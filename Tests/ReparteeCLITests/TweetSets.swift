import Foundation

/// The funnel's sets, computed with dictionaries straight from the JSON of tweets and the lines of a follow list.
struct TweetSets {
  private var author: [String: String] = [:]
  private var parent: [String: String] = [:]
  private var held: Set<String> = []
  private var followers: [String: Set<String>] = [:]
  /// Accounts that a tweet names beside no tweet: (actor, target, time).
  private var accountReplies: [(actor: String, target: String, time: Date)] = []
  private(set) var handles: [String: String] = [:]

  init(tweets: [Data], follows: [Data]) throws {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.dateFormat = "EEE MMM dd HH:mm:ss Z yyyy"
    var stubAuthors: [String: Set<Int64>] = [:]
    var seen: [String: Date] = [:]
    for line in tweets {
      guard let tweet = try JSONSerialization.jsonObject(with: line) as? [String: Any] else { continue }
      guard let id = tweet["id_str"] as? String, let user = tweet["user"] as? [String: Any],
        let name = user["id_str"] as? String, let time = (tweet["created_at"] as? String).flatMap(form.date)
      else { continue }
      held.insert(id)
      author[id] = name
      if seen[name].map({ $0 <= time }) ?? true {
        seen[name] = time
        handles[name] = user["screen_name"] as? String
      }
      let target = tweet["in_reply_to_user_id_str"] as? String
      if let above = tweet["in_reply_to_status_id_str"] as? String {
        parent[id] = above
        if let target, let number = Int64(target) { stubAuthors[above, default: []].insert(number) }
      } else if let target, target != name {
        accountReplies.append((name, target, time))
      }
    }
    for (id, authors) in stubAuthors where !held.contains(id) { author[id] = authors.min().map(String.init) }
    for line in follows {
      let pair = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
      if pair.count >= 2, pair[0] != pair[1] { followers[pair[1], default: []].insert(pair[0]) }
    }
  }

  /// Everybody with a row: authors, authors of stubs, and parties to a reply between accounts.
  var voices: Set<String> {
    Set(author.values).union(accountReplies.flatMap { [$0.actor, $0.target] })
  }

  /// One voice's figures.
  struct Figures: Equatable {
    var reach: Int
    var repliers: Int
    var reciprocated: Int
    var conversed: Int
    var audience: Int?
  }

  private func root(_ post: String) -> String {
    var post = post
    while let above = parent[post] { post = above }
    return post
  }

  /// Everybody's figures.
  func figures() -> [String: Figures] {
    var reach: [String: Set<String>] = [:]
    var repliers: [String: Set<String>] = [:]
    var conversed: [String: Set<String>] = [:]
    // From a replier to whom it replied, by conversation; replies between accounts are one more such place.
    var arcs: Set<[String]> = []
    for post in held {
      guard let person = author[post] else { continue }
      if let above = parent[post], let target = author[above], target != person {
        repliers[target, default: []].insert(person)
        arcs.insert([person, target, root(post)])
      }
      var above = parent[post]
      while let ancestor = above {
        if let owner = author[ancestor], owner != person { reach[owner, default: []].insert(person) }
        above = parent[ancestor]
      }
      // A chain: x answers w by a, y by a answers x, z (this post) answers y; x and z by one person.
      if let y = parent[post], let x = parent[y], let w = parent[x], let owner = author[y], owner != person,
        author[w] == owner, author[x] == person
      {
        conversed[owner, default: []].insert(person)
      }
    }
    for reply in accountReplies {
      reach[reply.target, default: []].insert(reply.actor)
      repliers[reply.target, default: []].insert(reply.actor)
      arcs.insert([reply.actor, reply.target, "accounts"])
      let answers = accountReplies.filter {
        $0.actor == reply.target && $0.target == reply.actor && $0.time > reply.time
      }
      for answer in answers {
        let back = accountReplies.contains {
          $0.actor == reply.actor && $0.target == reply.target && $0.time > answer.time
        }
        if back { conversed[reply.target, default: []].insert(reply.actor) }
      }
    }
    var reciprocated: [String: Set<String>] = [:]
    for arc in arcs where arcs.contains([arc[1], arc[0], arc[2]]) { reciprocated[arc[1], default: []].insert(arc[0]) }
    return Dictionary(
      uniqueKeysWithValues: voices.map { voice in
        let people = reach[voice] ?? []
        let lists = people.union([voice]).compactMap { followers[$0] }
        let audience = lists.reduce(people) { $0.union($1) }.subtracting([voice]).count
        return (
          voice,
          Figures(
            reach: people.count, repliers: repliers[voice]?.count ?? 0, reciprocated: reciprocated[voice]?.count ?? 0,
            conversed: conversed[voice]?.count ?? 0, audience: lists.isEmpty ? nil : audience)
        )
      })
  }
}
