/// Where things go that are put into numbered buckets: a counting sort by a key, bucket after bucket.
///
/// Count how many fall into each bucket, add up where each begins, then give out one place after the other: the layout
/// of compressed sparse rows. Things of one bucket keep their order. Complexity: O(things + buckets); 8 bytes a bucket.
package struct Buckets {
  /// Bucket → where it begins, or once places are given out, where its next thing goes; one more entry than buckets.
  @usableFromInline var starts: [Int]

  /// Buckets of what `tally` counts: for every thing it adds 1 to the count of its bucket, which is below `count`.
  ///
  /// A plain loop over the counts rather than a sequence of keys, since it is the same machine code in every module.
  @inlinable
  package init(count: Int, tally: (UnsafeMutableBufferPointer<Int>) -> Void) {
    starts = [Int](repeating: 0, count: count + 1)
    starts.withUnsafeMutableBufferPointer { starts in
      // In bounds: the counts stand one entry further, where they add up to the places after their bucket.
      tally(UnsafeMutableBufferPointer(rebasing: starts[1...]))
      for bucket in 0..<count { starts[bucket + 1] += starts[bucket] }
    }
  }

  /// Buckets of the things whose keys are given; every key is below `count`.
  @inlinable
  package init(count: Int, keys: [UInt32]) {
    self.init(count: count) { counts in for key in keys { counts[Int(key)] += 1 } }
  }

  /// Where each bucket begins; one more entry than buckets, the last one being the number of things.
  @inlinable package var offsets: [Int] { starts }

  /// Calls `body` with the places of the next thing in each bucket; whoever puts one there counts it up.
  @inlinable
  package func withNextPlaces<Result>(_ body: (UnsafeMutableBufferPointer<Int>) throws -> Result) rethrows -> Result {
    var next = starts
    return try next.withUnsafeMutableBufferPointer { try body($0) }
  }
}
