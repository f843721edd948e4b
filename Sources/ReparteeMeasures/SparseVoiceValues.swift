/// A value for some of the voices.
package struct SparseVoiceValues<Value: Sendable>: Sendable {
  /// Who has one, ascending.
  let voices: [UInt32]
  /// The values, in the same order.
  let values: [Value]
  /// For each 64 voices of everyone where theirs begin, and where the last ones end.
  private let starts: [UInt32]

  /// - Parameter values: each with its voice, ascending.
  init(_ values: some Sequence<(voice: UInt32, value: Value)>) {
    voices = values.map(\.voice)
    self.values = values.map(\.value)
    var starts: [UInt32] = []
    for (place, voice) in voices.enumerated() {
      while starts.count <= Int(voice >> 6) { starts.append(UInt32(place)) }
    }
    self.starts = starts + [UInt32(voices.count)]
  }

  /// A voice's value, if it has one. Complexity: O(1).
  package subscript(voice: Int) -> Value? {
    let block = voice >> 6
    guard block + 1 < starts.count else { return nil }
    let places = Int(starts[block])..<Int(starts[block + 1])
    let place = places.partitioningIndex { voices[$0] >= UInt32(voice) }
    return place < places.upperBound && voices[place] == UInt32(voice) ? values[place] : nil
  }
}

extension SparseVoiceValues: Equatable where Value: Equatable {}
