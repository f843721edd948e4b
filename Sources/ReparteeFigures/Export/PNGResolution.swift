import CReparteeZlib

/// The chunk of a PNG that says how large it is meant to be (pHYs); cairo writes none.
enum PNGResolution {
  /// A PNG with the chunk after its header.
  static func added(to png: [UInt8], dotsPerInch: Int) -> [UInt8] {
    // 8 bytes of signature, then IHDR: length, name, 13 bytes, check sum.
    let header = 8 + 12 + 13
    guard png.count > header else { return png }
    let perMetre = UInt32((Double(dotsPerInch) / 0.0254).rounded())
    let body = Array("pHYs".utf8) + bytes(perMetre) + bytes(perMetre) + [1]
    return Array(png[..<header]) + bytes(9) + body + bytes(checkSum(body)) + Array(png[header...])
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// CRC-32 as PNG has it.
  static func checkSum(_ bytes: [UInt8]) -> UInt32 { UInt32(crc32(0, bytes, UInt32(bytes.count))) }
}
