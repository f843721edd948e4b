/// A set of people for every voice, in flat arrays: ascending and distinct.
public struct VoiceSets: Sendable, Equatable {
  /// Where each voice's set begins; one more entry than voices.
  public let offsets: [Int]
  /// The sets' members, set behind set.
  public let people: [UInt32]

  /// Collects pairs of a voice and a person; pairs given twice count once.
  ///
  /// Complexity: O(m) for m pairs, by radix sort.
  public init(voiceCount: Int, pairs: consuming [VoicePair]) {
    radixSort(&pairs)
    var offsets = [Int](repeating: 0, count: voiceCount + 1)
    var people: [UInt32] = []
    people.reserveCapacity(pairs.count)
    var previous: VoicePair?
    for pair in pairs where pair != previous {
      previous = pair
      people.append(pair.person)
      offsets[Int(pair.voice) + 1] += 1
    }
    for voice in 0..<voiceCount { offsets[voice + 1] += offsets[voice] }
    self.offsets = offsets
    self.people = people
  }

  /// How many voices there are.
  @inlinable public var voiceCount: Int { offsets.count - 1 }

  /// The people of one voice, ascending.
  @inlinable
  public subscript(voice: Int) -> ArraySlice<UInt32> { people[offsets[voice]..<offsets[voice + 1]] }

  /// How many people a voice has.
  @inlinable
  public func count(of voice: Int) -> Int { offsets[voice + 1] - offsets[voice] }

  /// How many people each voice has.
  public var counts: [Int] { (0..<voiceCount).map(count(of:)) }

  /// All pairs, in order.
  public var pairs: [VoicePair] {
    (0..<voiceCount).flatMap { voice in self[voice].map { VoicePair(voice: UInt32(voice), person: $0) } }
  }
}

/// A voice and a person in one of its sets.
public struct VoicePair: Hashable, Sendable {
  /// The voice in the upper half, so that pairs sort by voice, then person.
  public let key: UInt64

  /// The pair of a voice and one of its people.
  @inlinable
  public init(voice: UInt32, person: UInt32) { key = UInt64(voice) << 32 | UInt64(person) }

  /// The voice.
  @inlinable public var voice: UInt32 { UInt32(truncatingIfNeeded: key >> 32) }
  /// The person in its set.
  @inlinable public var person: UInt32 { UInt32(truncatingIfNeeded: key) }
  /// The same two, seen from the other one.
  @inlinable public var reversed: VoicePair { VoicePair(voice: person, person: voice) }
}
