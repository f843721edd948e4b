import ReparteeGraph

/// A set of people for every voice, in flat arrays: ascending and distinct.
package struct VoiceSets: Sendable, Equatable {
  /// Where each voice's set begins; one more entry than voices.
  package let offsets: [Int]
  /// The sets' members, set behind set.
  package let people: [UInt32]

  /// Collects pairs of a voice and a person; pairs given twice count once.
  ///
  /// The pairs are dealt out voice by voice, and each voice's people sorted while they are in the cache, on all cores.
  /// Complexity: O(m + Σ k log k) for m pairs and voices with k of them; 4 bytes a pair beside them.
  package init(voiceCount: Int, pairs: [VoicePair]) {
    var starts = [Int](repeating: 0, count: voiceCount + 1)
    starts.withUnsafeMutableBufferPointer { starts in
      for pair in pairs { starts[Int(pair.voice) + 1] += 1 }
      for voice in 0..<voiceCount { starts[voice + 1] += starts[voice] }
    }
    var next = starts
    var people = [UInt32](unsafeUninitializedCapacity: pairs.count) { people, count in
      HugePages.advise(people)
      next.withUnsafeMutableBufferPointer { next in
        for pair in pairs {
          people.initializeElement(at: next[Int(pair.voice)], to: pair.person)
          next[Int(pair.voice)] += 1
        }
      }
      count = pairs.count
    }
    // Voice → how many distinct people, in the place of the voice's last pair.
    let blocks = Cores.blocks(of: starts, size: 1 << 14)
    people.withUnsafeMutableBufferPointer { people in
      next.withUnsafeMutableBufferPointer { next in
        let (people, next) = (people, next)
        Cores.forEach(count: blocks.count) { block in
          for voice in blocks[block] {
            next[voice] = UnsafeMutableBufferPointer(rebasing: people[starts[voice]..<starts[voice + 1]]).sortDistinct()
          }
        }
      }
    }
    var offsets = [0]
    offsets.reserveCapacity(voiceCount + 1)
    for voice in 0..<voiceCount {
      let (from, to, count) = (starts[voice], offsets[voice], next[voice])
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

extension UnsafeMutableBufferPointer<UInt32> {
  /// Sorts the elements, moves the distinct ones to the front, and returns how many there are.
  fileprivate func sortDistinct() -> Int {
    if count < 2 { return count }
    var elements = self
    elements.sort()
    var kept = 1
    for index in 1..<count where elements[index] != elements[kept - 1] {
      elements[kept] = elements[index]
      kept += 1
    }
    return kept
  }
}
