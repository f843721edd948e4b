import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("Packed numbers and their checksums")
struct NumberBlockTests {
  private func decoded(_ bytes: [UInt8], capacity: Int) -> [UInt32]? {
    var numbers = [UInt32](repeating: 7, count: capacity)
    let count = bytes.withUnsafeBytes { bytes in
      numbers.withUnsafeMutableBufferPointer { NumberBlock.decode(bytes, into: $0) }
    }
    return count.map { Array(numbers[..<$0]) }
  }

  @Test("What is packed is what is unpacked, at every width, with and without absence", arguments: 0...32)
  func roundTrip(width: Int) {
    var numbers = SeededNumbers(seed: UInt64(width))
    let most = width == 0 ? 0 : UInt32.max >> UInt32(32 - width)
    for count in [0, 1, 2, 7, 8, 9, 63, 1000] {
      for least in [0, 5, UInt32.max - most] {
        var column = (0..<count).map { _ in UInt32.random(in: 0...most, using: &numbers) &+ least }
        #expect(decoded(NumberBlock.encode(column[...]), capacity: count) == column)
        if let place = column.indices.randomElement(using: &numbers) { column[place] = .max }
        #expect(decoded(NumberBlock.encode(column[...]), capacity: count + 3) == column)
      }
    }
  }

  @Test("As many bits as the differences need: 9 bytes before the codes, 8 after them")
  func size() {
    #expect(NumberBlock.encode([70_000, 70_003, 70_001, 70_002, 70_000]).count == 9 + 2 + 8)
    #expect(NumberBlock.encode([5, 5, 5, 5]).count == 17)
    // 1 less 1 is 0, absence is 0 too: 4 differs by 5, in 3 bits.
    #expect(
      NumberBlock.encode([0, 4, .max]) == [3, 0, 0, 0, 0, 0, 0, 0, 3, 0b0010_1001, 0] + Array(repeating: 0, count: 8))
  }

  @Test("Nothing is read or written outside, whatever the bytes")
  func damage() {
    let block = NumberBlock.encode(Array(0..<40).map { UInt32($0 * 37 % 23) }[...])
    for place in block.indices {
      for change in [0x01, 0x80, 0xFF] as [UInt8] {
        var damaged = block
        damaged[place] ^= change
        if let numbers = decoded(damaged, capacity: 40) { #expect(numbers.count <= 40) }
      }
    }
    for length in 0..<block.count { #expect(decoded(Array(block[..<length]), capacity: 40) == nil) }
    #expect(decoded(block + [0], capacity: 40) == nil)
    #expect(decoded(block, capacity: 39) == nil)
  }

  /// The values of XXH64 as its author's program prints them.
  @Test(
    "The checksum is XXH64",
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func checksum(text: String, expected: UInt64) {
    #expect(Array(text.utf8).withUnsafeBytes(BlockChecksum.of) == Int64(bitPattern: expected))
  }

  @Test("Every change of a byte changes the checksum")
  func checksumOfDamage() {
    let bytes = (0..<100).map { UInt8($0 * 7 % 251) }
    let checksum = bytes.withUnsafeBytes(BlockChecksum.of)
    for place in bytes.indices {
      for change in 1...255 as ClosedRange<UInt8> {
        var damaged = bytes
        damaged[place] ^= change
        #expect(damaged.withUnsafeBytes(BlockChecksum.of) != checksum)
      }
    }
  }
}
