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
