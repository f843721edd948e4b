// swift-format-ignore-file: NeverForceUnwrap

import ReparteeGraph

/// The definitions, computed on dictionaries and sets straight from raw rows. It shares no code with the measures.
package struct BruteForce {
  let raw: RandomNetwork
  /// Held posts and stubs, by id.
  package private(set) var parent: [Int64: Int64] = [:]
  package private(set) var answered: [Int64: Int64] = [:]
  package private(set) var author: [Int64: Int] = [:]
  var held: [Int64: RandomNetwork.Post] = [:]
  package private(set) var ids: Set<Int64> = []
  var resolvedByMention: Set<Int64> = []

  package init(_ raw: RandomNetwork) {
    self.raw = raw
    for post in raw.posts {
      held[post.id] = post
      ids.insert(post.id)
      author[post.id] = post.author
    }
    // Missing parents become stubs, under the root that a child names.
    var stubAuthors: [Int64: Set<Int>] = [:]
    var stubRoots: [Int64: Set<Int64>] = [:]
    for post in raw.posts where post.kind != .quote {
      guard let above = post.parent else { continue }
      answered[post.id] = above
      parent[post.id] = above
      guard held[above] == nil else { continue }
      ids.insert(above)
      if let author = post.parentAuthor { stubAuthors[above, default: []].insert(author) }
      if let root = post.conversation, root != post.id, root != above { stubRoots[above, default: []].insert(root) }
    }
    for (stub, authors) in stubAuthors { author[stub] = authors.min() }
    for (stub, roots) in stubRoots {
      parent[stub] = roots.min()
      ids.insert(roots.min()!)
    }
    isWellFormed = !hasCommentCycle
    if isWellFormed { resolveMentions() }
    cutCycles()
  }

  // MARK: Structure

  func top(of comment: Int64) -> Int64 {
    var (current, seen): (Int64, Set<Int64>) = (comment, [comment])
    while let above = answered[current], held[above]?.kind == .comment, seen.insert(above).inserted { current = above }
    return current
  }

  func branch(of comment: Int64) -> [Int64] {
    let top = top(of: comment)
    let under = held.values.filter {
      $0.kind == .comment && $0.id != top && $0.minute != nil && self.top(of: $0.id) == top
    }
    return [top] + under.sorted { ($0.minute!, $0.id) < ($1.minute!, $1.id) }.map(\.id)
  }

  var hasCommentCycle: Bool {
    held.values.contains { post in
      guard post.kind == .comment else { return false }
      var (current, seen): (Int64, Set<Int64>) = (post.id, [])
      while let above = answered[current], held[above]?.kind == .comment {
        if !seen.insert(current).inserted { return true }
        current = above
      }
      return false
    }
  }

  /// Flat branches on a cycle of comments have no top; such inputs are left to other tests.
  package private(set) var isWellFormed = true

  private mutating func resolveMentions() {
    var found: [Int64: Int64] = [:]
    for post in held.values where post.kind == .comment && !post.mentions.isEmpty {
      let branch = branch(of: post.id)
      guard let place = branch.firstIndex(of: post.id), place > 0 else { continue }
      let earlier = branch[..<place].filter { author[$0].map(post.mentions.contains) ?? false }
      if let last = earlier.last { found[post.id] = last }
    }
    for (post, target) in found {
      answered[post] = target
      parent[post] = target
      resolvedByMention.insert(post)
    }
  }

  private mutating func cutCycles() {
    for id in ids.sorted() {
      var trail: [Int64] = []
      var current: Int64? = id
      while let post = current, !trail.contains(post) {
        trail.append(post)
        current = parent[post]
      }
      guard let start = current, let place = trail.firstIndex(of: start) else { continue }
      let cycle = trail[place...]
      let earliest = cycle.min { left, right in
        if (answered[left] == nil) != (answered[right] == nil) { return answered[left] == nil }
        let (leftTime, rightTime) = (held[left]?.minute ?? nil, held[right]?.minute ?? nil)
        if let leftTime, let rightTime, leftTime != rightTime { return leftTime < rightTime }
        if (leftTime == nil) != (rightTime == nil) { return leftTime != nil }
        return left < right
      }!
      parent[earliest] = nil
      answered[earliest] = nil
    }
  }

  // MARK: Who counts

  func inWindow(_ minute: Int64?) -> Bool { raw.window.contains(minute.map { Timestamp(seconds: $0 * 60) }) }
  func inWindow(post: Int64) -> Bool { held[post].map { inWindow($0.minute) } ?? false }

  func counts(_ person: Int?, for voice: Int?) -> Bool {
    guard let person, let voice, person != voice, !raw.isBot[person] else { return false }
    if raw.dropsColleagues, let own = raw.organisation[person], own == raw.organisation[voice] { return false }
    return true
  }

  func above(_ post: Int64) -> [Int64] {
    var chain: [Int64] = []
    var current = post
    while let next = parent[current] {
      chain.append(next)
      current = next
    }
    return chain
  }

  package func root(_ post: Int64) -> Int64 { above(post).last ?? post }

  // MARK: The funnel

  package func repliers(_ voice: Int) -> Set<Int> { all(repliersByConversation(voice), repliersElsewhere(voice)) }

  package func reciprocated(_ voice: Int) -> Set<Int> {
    all(reciprocatedByConversation(voice), reciprocatedElsewhere(voice))
  }

  package func conversed(_ voice: Int) -> Set<Int> { all(conversedByConversation(voice), conversedElsewhere(voice)) }

  private func all(_ byConversation: [Int64: Set<Int>], _ elsewhere: Set<Int>) -> Set<Int> {
    byConversation.values.reduce(elsewhere) { $0.union($1) }
  }

  // MARK: In conversations

  package func repliersByConversation(_ voice: Int) -> [Int64: Set<Int>] {
    var people = exchangesByConversation(voice)
    for post in ids where inWindow(post: post) {
      guard let target = answered[post], author[target] == voice, counts(author[post], for: voice) else { continue }
      people[root(post), default: []].insert(author[post]!)
    }
    return people
  }

  package func reciprocatedByConversation(_ voice: Int) -> [Int64: Set<Int>] {
    var people = exchangesByConversation(voice)
    let arcs = ids.filter { inWindow(post: $0) }.compactMap { post -> (Int, Int, Int64)? in
      guard let target = answered[post], let actor = author[post], let to = author[target] else { return nil }
      return counts(actor, for: to) ? (actor, to, root(post)) : nil
    }
    for (actor, target, conversation) in arcs where target == voice {
      if arcs.contains(where: { $0 == (voice, actor, conversation) }) {
        people[conversation, default: []].insert(actor)
      }
    }
    return people
  }

  package func conversedByConversation(_ voice: Int) -> [Int64: Set<Int>] {
    var people = exchangesByConversation(voice)
    for z in ids where inWindow(post: z) {
      guard let y = answered[z], inWindow(post: y), let x = answered[y], let w = answered[x], author[y] == voice,
        author[w] == voice, author[x] == author[z], counts(author[z], for: voice), counts(voice, for: author[z])
      else { continue }
      people[root(z), default: []].insert(author[z]!)
    }
    return people
  }

  // MARK: By replies between accounts

  package func repliersElsewhere(_ voice: Int) -> Set<Int> { otherPeople(voice) }

  package func reciprocatedElsewhere(_ voice: Int) -> Set<Int> {
    let replies = raw.replies.filter { inWindow($0.minute) && counts($0.actor, for: $0.target) }
    return Set(
      replies.filter { reply in
        reply.target == voice && replies.contains { $0.actor == voice && $0.target == reply.actor }
      }.map(\.actor))
  }

  package func conversedElsewhere(_ voice: Int) -> Set<Int> {
    var people: Set<Int> = []
    for person in 0..<raw.people where counts(person, for: voice) && counts(voice, for: person) {
      let to = raw.replies.filter { $0.actor == person && $0.target == voice }
      let from = raw.replies.filter { $0.actor == voice && $0.target == person }
      for first in to.compactMap(\.minute) {
        for answer in from.compactMap(\.minute) where answer > first && inWindow(answer) {
          if to.compactMap(\.minute).contains(where: { $0 > answer && inWindow($0) }) { people.insert(person) }
        }
      }
    }
    return people
  }

  /// Flat branches: every triple of comments, tried.
  func exchangesByConversation(_ voice: Int) -> [Int64: Set<Int>] {
    var people: [Int64: Set<Int>] = [:]
    let tops = Set(held.values.filter { $0.kind == .comment }.map { top(of: $0.id) })
    for top in tops {
      let branch = branch(of: top)
      for (i, x) in branch.enumerated() {
        guard let person = author[x], let w = answered[x], author[w] == voice, counts(person, for: voice),
          counts(voice, for: person)
        else { continue }
        for (j, y) in branch.enumerated() where j > i && author[y] == voice && inWindow(post: y) {
          if resolvedByMention.contains(y), author[answered[y]!] != person { continue }
          for (k, z) in branch.enumerated() where k > j && author[z] == person && inWindow(post: z) {
            if resolvedByMention.contains(z), author[answered[z]!] != voice { continue }
            people[root(top), default: []].insert(person)
          }
        }
      }
    }
    return people
  }

  /// People below posts of `voice`, or in an exchange with it, in each conversation that counts.
  package func peopleByConversation(_ voice: Int) -> [Int64: Set<Int>] {
    var people = exchangesByConversation(voice)
    for post in ids where inWindow(post: post) {
      for own in [post] + above(post) where author[own] == voice {
        people[root(post), default: []].formUnion(
          own != post && counts(author[post], for: voice) ? [author[post]!] : [])
      }
    }
    return people
  }

  /// People who spoke to the voice without a place in a tree.
  package func otherPeople(_ voice: Int) -> Set<Int> {
    let arcs = raw.replies.filter { $0.target == voice && inWindow($0.minute) && counts($0.actor, for: voice) }
    return Set(arcs.map(\.actor))
  }

  package func replyReach(_ voice: Int) -> Set<Int> {
    peopleByConversation(voice).values.reduce(otherPeople(voice)) { $0.union($1) }
  }

  package func audience(_ voice: Int) -> Int? {
    let reach = replyReach(voice)
    func followers(_ person: Int) -> Set<Int> {
      Set(raw.follows.filter { $0.1 == person && $0.0 != person }.map { $0.0 })
    }
    let lists = (reach.union([voice])).map(followers)
    if lists.allSatisfy(\.isEmpty) { return nil }
    return lists.reduce(reach) { $0.union($1) }.filter { counts($0, for: voice) }.count
  }
}
