/// The weight from one node to each community, for the communities it touches. Scratch space of one thread, used over
/// and over: 12 bytes a community.
final class TieCounter {
  /// Community → the weight to it.
  let sums: UnsafeMutablePointer<Double>
  /// The communities touched, in the order in which they were met.
  let touched: UnsafeMutablePointer<UInt32>
  /// How many they are.
  private(set) var count = 0

  init(_ communities: Int) {
    sums = .allocate(capacity: communities + 1)
    sums.initialize(repeating: 0, count: communities + 1)
    touched = .allocate(capacity: communities + 1)
  }

  deinit {
    sums.deallocate()
    touched.deallocate()
  }

  @inline(__always) func add(_ weight: UInt32, to community: UInt32) {
    let sum = sums[Int(community)]
    touched[count] = community
    count += sum == 0 ? 1 : 0
    sums[Int(community)] = sum + Double(weight)
  }

  @inline(__always) func clear() {
    for place in 0..<count { sums[Int(touched[place])] = 0 }
    count = 0
  }
}
