import ReparteeGraph

/// A set of people for every voice, in flat arrays: ascending and distinct.
package struct VoiceSets: Sendable, Equatable {
  /// Where each voice's set begins; one more entry than voices.
  package let offsets: [Int]
  /// The sets' members, set after set.
  package let people: [UInt32]

  /// Collects pairs of a voice and a person; pairs given twice count once.
  ///
  /// The pairs are bucketed by voice, and each voice's people sorted while they are in the cache, on all cores.
  /// Complexity: O(m + Σ k log k) for m pairs and voices with k of them; 4 bytes a pair beside them.
  package init(voiceCount: Int, pairs: [VoicePair]) {
    let buckets = Buckets(count: voiceCount) { counts in for pair in pairs { counts[Int(pair.voice)] += 1 } }
    let starts = buckets.offsets
    var people = [UInt32](unsafeUninitializedCapacity: pairs.count) { people, count in
      HugePages.advise(people)
      buckets.withNextPlaces { next in
        for pair in pairs {
          people.initializeElement(at: next[Int(pair.voice)], to: pair.person)
          next[Int(pair.voice)] += 1
        }
      }
      count = pairs.count
    }
    var distinct = [Int](repeating: 0, count: voiceCount)
    let blocks = Cores.blocks(of: starts, size: 1 << 14)
    people.withUnsafeMutableBufferPointer { people in
      distinct.withUnsafeMutableBufferPointer { distinct in
        let (people, distinct) = (people, distinct)
        Cores.forEach(count: blocks.count) { block in
          for voice in blocks[block] {
            // In bounds: a voice's people stand between its offsets, and each block has voices of its own.
            distinct[voice] =
              UnsafeMutableBufferPointer(rebasing: people[starts[voice]..<starts[voice + 1]]).sortDistinct()
          }
        }
      }
    }
    var offsets = [0]
    offsets.reserveCapacity(voiceCount + 1)
    for voice in 0..<voiceCount {
      let (from, to, count) = (starts[voice], offsets[voice], distinct[voice])
      if from != to { for index in 0..<count { people[to + index] = people[from + index] } }
      offsets.append(to + count)
    }
    people.removeLast(people.count - offsets[voiceCount])
    self.offsets = offsets
    self.people = people
  }

  /// How many voices there are.
  @inlinable package var voiceCount: Int { offsets.count - 1 }

  /// The people of one voice, ascending.
  @inlinable
  package subscript(voice: Int) -> ArraySlice<UInt32> { people[offsets[voice]..<offsets[voice + 1]] }

  /// How many people a voice has.
  @inlinable
  package func count(of voice: Int) -> Int { offsets[voice + 1] - offsets[voice] }

  /// How many people each voice has.
  package var counts: [Int] { (0..<voiceCount).map(count(of:)) }

  /// All pairs, in order.
  package var pairs: [VoicePair] {
    (0..<voiceCount).flatMap { voice in self[voice].map { VoicePair(voice: UInt32(voice), person: $0) } }
  }
}

/// A voice and a person in one of its sets.
package struct VoicePair: Hashable, Sendable {
  /// The voice in the upper half, so that pairs sort by voice, then person.
  package let key: UInt64

  /// The pair of a voice and one of its people.
  @inlinable
  package init(voice: UInt32, person: UInt32) { key = UInt64(voice) << 32 | UInt64(person) }

  /// The voice.
  @inlinable package var voice: UInt32 { UInt32(truncatingIfNeeded: key >> 32) }
  /// The person in its set.
  @inlinable package var person: UInt32 { UInt32(truncatingIfNeeded: key) }
  /// The same two, seen from the other one.
  @inlinable package var reversed: VoicePair { VoicePair(voice: person, person: voice) }
}

/// Sorts pairs ascending: one counting pass for every byte in which they differ. Stable.
///
/// Complexity: O(m) for each of at most eight bytes; needs as much memory again.
func radixSort(_ pairs: inout [VoicePair]) {
  guard pairs.count > 64 else {
    pairs.sort { $0.key < $1.key }
    return
  }
  var spare = pairs
  for shift in stride(from: UInt64(0), to: 64, by: 8) {
    var counts = [Int](repeating: 0, count: 256)
    for pair in pairs { counts[Int(pair.key >> shift & 0xFF)] += 1 }
    if counts.contains(pairs.count) { continue }
    var next = 0
    for byte in 0..<256 { (counts[byte], next) = (next, next + counts[byte]) }
    counts.withUnsafeMutableBufferPointer { counts in
      spare.withUnsafeMutableBufferPointer { spare in
        for pair in pairs {
          let byte = Int(pair.key >> shift & 0xFF)
          spare[counts[byte]] = pair
          counts[byte] += 1
        }
      }
    }
    swap(&pairs, &spare)
  }
}
