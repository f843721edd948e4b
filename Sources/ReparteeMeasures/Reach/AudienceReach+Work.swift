import ReparteeGraph

extension AudienceReach {
  /// How much there is to read for exact audiences, known before anything of it is read.
  ///
  /// Of one voice: itself, the posts below its posts, and the followers of all who wrote these, whoever comes twice.
  /// Sums over stretches of posts are differences of running totals. Complexity: O(voices + posts).
  struct Work {
    /// Position → followers and authors of all posts before it.
    private let before: [Int]
    private let followers: Adjacency.View

    init(_ view: ReachPieces.View, _ followers: Adjacency.View) {
      var before = [Int](repeating: 0, count: view.people.count + 1)
      var total = 0
      for (position, person) in view.people.enumerated() {
        if person != ScopedNetwork.none { total += 1 + followers[person].count }
        before[position + 1] = total
      }
      self.before = before
      self.followers = followers
    }

    /// The work of one voice; no audience is larger.
    func amount(of voice: Int, on ground: ReachGround, _ view: ReachPieces.View) -> Int {
      var amount = followers[UInt32(voice)].count
      ground.forEachElsewhere(of: voice) { amount += 1 + followers[$0].count }
      view.forEachStretch(of: voice) { amount += before[$0.upperBound] - before[$0.lowerBound] }
      return amount
    }
  }
}
