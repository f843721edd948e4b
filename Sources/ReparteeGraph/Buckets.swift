/// Where things go that are put into numbered buckets: a counting sort by a key, bucket after bucket.
///
/// Count how many fall into each bucket, add up where each begins, then give out one place after the other: the layout
/// of compressed sparse rows. Things of one bucket keep their order. Complexity: O(things + buckets); 8 bytes a bucket.
package struct Buckets {
  /// Bucket → where it begins, or once places are given out, where its next thing goes; one more entry than buckets.
  @usableFromInline var starts: [Int]

  /// So many buckets with nothing in them.
  @inlinable
  package init(count: Int) { starts = [Int](repeating: 0, count: count + 1) }

  /// Buckets of the things whose keys are given; every key is below `count`.
  @inlinable
  package init(count: Int, keys: some Sequence<UInt32>) {
    self.init(count: count)
    starts.withUnsafeMutableBufferPointer { starts in
      // In bounds: keys are below `count`, and there is one entry more.
      for key in keys { starts[Int(key) + 1] += 1 }
      for bucket in 0..<count { starts[bucket + 1] += starts[bucket] }
    }
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
