extension Conversations {
  /// Lays posts out in preorder.
  /// - Parameter parents: each post's parent by the same numbers, or `none`; the links must hold no cycle.
  /// - Returns: the forest, and for each of its posts the number it had before. Complexity: O(n), 28 bytes a post.
  static func layout(parents: [UInt32]) -> (forest: Conversations, order: [UInt32]) {
    let count = parents.count
    let levels = breadthFirst(parents)
    precondition(levels.count == count, "the parent links hold a cycle")

    var sizes = [UInt32](hugePages: count, repeating: 1)
    for post in levels.reversed() where parents[Int(post)] != none {
      sizes[Int(parents[Int(post)])] += sizes[Int(post)]
    }

    // A post's place is known once its parent's is: right behind its elder siblings' subtrees.
    var places = [UInt32](hugePages: count, repeating: 0)
    var nextPlace = [UInt32](hugePages: count, repeating: 0)
    var starts: [UInt32] = []
    var end: UInt32 = 0
    for post in levels.lazy.map(Int.init) {
      let parent = parents[post]
      if parent == none {
        starts.append(end)
        places[post] = end
        end += sizes[post]
      } else {
        places[post] = nextPlace[Int(parent)]
        nextPlace[Int(parent)] += sizes[post]
      }
      nextPlace[post] = places[post] + 1
    }
    starts.append(end)

    var order = levels
    var ends = [UInt32](hugePages: count, repeating: 0)
    var above = [UInt32](hugePages: count, repeating: 0)
    for post in 0..<count {
      let place = Int(places[post])
      order[place] = UInt32(post)
      ends[place] = places[post] + sizes[post]
      above[place] = parents[post] == none ? none : places[Int(parents[post])]
    }
    return (Conversations(parents: above, subtreeEnds: ends, starts: starts), order)
  }

  /// All posts that a root leads to: level by level, in id order among siblings. Posts on or below a cycle are missing.
  static func breadthFirst(_ parents: [UInt32]) -> [UInt32] {
    let count = parents.count
    var firstChild = [UInt32](hugePages: count + 1, repeating: 0)
    for parent in parents where parent != none { firstChild[Int(parent) + 1] += 1 }
    for post in 0..<count { firstChild[post + 1] += firstChild[post] }
    var next = firstChild
    var children = [UInt32](hugePages: Int(firstChild[count]), repeating: 0)
    var order: [UInt32] = []
    order.reserveCapacity(count)
    for (post, parent) in parents.enumerated() {
      if parent == none {
        order.append(UInt32(post))
      } else {
        children[Int(next[Int(parent)])] = UInt32(post)
        next[Int(parent)] += 1
      }
    }
    var reached = 0
    while reached < order.count {
      let post = Int(order[reached])
      order.append(contentsOf: children[Int(firstChild[post])..<Int(firstChild[post + 1])])
      reached += 1
    }
    return order
  }
}
