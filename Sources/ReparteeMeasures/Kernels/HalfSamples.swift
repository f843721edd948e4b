import ReparteeGraph

/// Which of two hundred seeded half-samples each conversation is in.
///
/// A half-sample holds ⌊N / 2⌋ of all N conversations, drawn without replacement. Complexity: O(200 N) time, 32 bytes a
/// conversation.
struct HalfSamples: Sendable, Equatable {
  /// How many half-samples are drawn.
  static let count = 200
  private static let words = 4

  /// Four words a conversation; bit i of them says whether half-sample i holds it.
  private let bits: [UInt64]

  /// Draws the half-samples of `conversations` conversations.
  init(conversations: Int, seed: UInt64) {
    var bits = [UInt64](repeating: 0, count: conversations * Self.words)
    bits.withUnsafeMutableBufferPointer { bits in
      // One thread fills one word of every conversation, so no two write to one place. In bounds: numbers drawn are below
      // the number of conversations.
      Cores.forEach(count: Self.words) { word in
        for draw in (word * 64)..<min(Self.count, word * 64 + 64) {
          var random = SplitMix64(seed: seed, part: draw)
          random.choose(conversations / 2, of: conversations) { bits[$0 * Self.words + word] |= 1 << (draw % 64) }
        }
      }
    }
    self.bits = bits
  }

  /// The half-samples that hold the conversation, as a mask.
  @inline(__always)
  func mask(of conversation: Int) -> SIMD4<UInt64> {
    let start = conversation * Self.words
    return SIMD4(bits[start], bits[start + 1], bits[start + 2], bits[start + 3])
  }

  /// Whether the half-sample holds the conversation.
  func holds(_ conversation: Int, draw: Int) -> Bool {
    bits[conversation * Self.words + draw / 64] >> (draw % 64) & 1 == 1
  }
}

/// 256 counters side by side, which count up where a mask has a bit.
///
/// The trick: the counters stand upright. Plane k holds bit k of all of them, so that adding a mask is a ripple of
/// carries through a few planes instead of 256 additions.
struct MaskCounters {
  private var planes: [SIMD4<UInt64>] = []

  /// Sets all to 0.
  mutating func clear() { planes.removeAll(keepingCapacity: true) }

  /// Adds 1 to every counter whose bit is set.
  @inline(__always)
  mutating func add(_ mask: SIMD4<UInt64>) {
    var carry = mask
    for index in planes.indices {
      if carry == .zero { return }
      let plane = planes[index]
      planes[index] = plane ^ carry
      carry &= plane
    }
    if carry != .zero { planes.append(carry) }
  }

  /// The value of one counter.
  func count(of counter: Int) -> UInt32 {
    planes.indices.reduce(0) { $0 | UInt32(planes[$1][counter / 64] >> UInt64(counter % 64) & 1) << UInt32($1) }
  }
}
