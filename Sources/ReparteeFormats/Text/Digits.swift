/// Reads decimal numbers eight digits at a step: most of the cost of an edge list is here.
///
/// Digit bytes less `0` are 0…9. Of eight bytes at once, `x + 0x76` sets the top bit of every byte that is more than 9,
/// so the lowest set top bit is where the digits end; a shift drops what follows, and three multiplications add tens,
/// hundreds and ten thousands (D. Lemire, "Quickly parsing eight digits", 2018).
///
/// Every access is in bounds: it reads 24 bytes at most, and `FileBlock.padding` follows each block.
enum Digits {
  /// The value and length of the digits at `pointer`, which has 24 readable bytes; `length` 0 where none are there,
  /// above 18 where they may not fit, and then the value means nothing.
  @inline(__always)
  static func read(_ pointer: UnsafePointer<UInt8>) -> (value: UInt64, length: Int) {
    let first = eight(pointer)
    if first.length < 8 { return first }
    let second = eight(pointer + 8)
    let sixteen = first.value &* power(second.length) &+ second.value
    if second.length < 8 { return (sixteen, 8 + second.length) }
    let third = eight(pointer + 16)
    return (sixteen &* power(third.length) &+ third.value, 16 + third.length)
  }

  @inline(__always)
  private static func eight(_ pointer: UnsafePointer<UInt8>) -> (value: UInt64, length: Int) {
    let word = UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
    let marks = (word | (word &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
    let length = marks.trailingZeroBitCount >> 3
    // `<<` gives 0 for a shift by 64: no digits, no value.
    var value = word << UInt64(64 - 8 * length)
    value = (value &* 10 &+ (value >> 8)) & 0x00ff_00ff_00ff_00ff
    value = (value &* 100 &+ (value >> 16)) & 0x0000_ffff_0000_ffff
    value = (value &* 10_000 &+ (value >> 32)) & 0xffff_ffff
    return (value, length)
  }

  @inline(__always)
  private static func power(_ digits: Int) -> UInt64 {
    var value: UInt64 = 1
    for _ in 0..<digits { value &*= 10 }
    return value
  }
}
