/// A value for some of the voices.
package struct SparseVoiceValues<Value: Sendable>: Sendable {
  private let voices: [UInt32]
  private let values: [Value]

  /// - Parameter values: each with its voice, ascending.
  init(_ values: some Sequence<(voice: UInt32, value: Value)>) {
    voices = values.map(\.voice)
    self.values = values.map(\.value)
  }

  /// A voice's value, if it has one. Complexity: O(log n).
  package subscript(voice: Int) -> Value? {
    let place = voices.partitioningIndex { $0 >= UInt32(voice) }
    return place < voices.count && voices[place] == UInt32(voice) ? values[place] : nil
  }
}

extension SparseVoiceValues: Equatable where Value: Equatable {}
