extension NetworkColumns {
  /// The conversations in which one of some voices wrote a post, or is named as the author of a missing one; whole, and in
  /// their order. Whatever is measured of these voices conversation by conversation is the same there as in the whole network.
  ///
  /// What was found wrong is said of the whole network still. Nil where the columns are damaged.
  /// Complexity: O(posts), and of the posts that are left.
  /// - Parameter isAsked: voice → whether it is one of them.
  package consuming func conversations(of isAsked: [Bool]) -> NetworkColumns? {
    guard depths.count == authors.count, flags.count == authors.count,
      let ranges = NetworkColumns.conversations(of: isAsked, depths: depths, authors: authors)
    else { return nil }
    var places: [UInt32] = []
    places.reserveCapacity(ranges.reduce(0) { $0 + $1.count })
    for range in ranges { places.append(contentsOf: UInt32(range.lowerBound)..<UInt32(range.upperBound)) }
    var part = NetworkColumns()
    part.depths = places.map { depths[Int($0)] }
    part.authors = places.map { authors[Int($0)] }
    part.flags = places.map { flags[Int($0)] }
    part.times = times.reordered(by: places)
    part.ids = ids.reordered(by: places)
    part.texts = texts
    part.quality = quality
    for (index, platform) in platforms.enumerated() {
      let end = index + 1 < platforms.count ? platforms[index + 1].start : authors.count
      let start = places.partitioningIndex { Int($0) >= platform.start }
      if start < places.partitioningIndex(where: { Int($0) >= end }) { part.platforms.append((start, platform.name)) }
    }
    part.replyCounts = replyCounts.compactMap { count in
      let place = places.partitioningIndex { $0 >= count.post }
      guard place < places.count, places[place] == count.post else { return nil }
      return ReplyCounts.Count(post: UInt32(place), replies: count.replies, isWhole: count.isWhole)
    }
    return part
  }

  /// The posts of these conversations, ascending; neighbours are joined. Nil where an author is no voice.
  ///
  /// In bounds: both columns are equally long, and an author is compared with the number of voices before it is looked up.
  private static func conversations(
    of isAsked: [Bool], depths: [UInt32], authors: [UInt32]
  ) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    var isSound = true
    func append(_ range: Range<Int>) {
      if let last = ranges.last, last.upperBound == range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    depths.withUnsafeBufferPointer { depths in
      authors.withUnsafeBufferPointer { authors in
        isAsked.withUnsafeBufferPointer { isAsked in
          var (start, isChosen) = (0, false)
          for post in 0..<depths.count {
            if depths[post] == 0 {
              if isChosen { append(start..<post) }
              (start, isChosen) = (post, false)
            }
            let author = Int(authors[post])
            if author < isAsked.count {
              if isAsked[author] { isChosen = true }
            } else if authors[post] != Posts.none {
              isSound = false
            }
          }
          if isChosen { append(start..<depths.count) }
        }
      }
    }
    return isSound ? ranges : nil
  }
}
