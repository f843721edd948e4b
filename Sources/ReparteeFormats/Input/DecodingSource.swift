/// Makes UTF-8 of what another source gives, where its first bytes show that it is UTF-16 or Windows-1252; anything else
/// passes through as it is.
///
/// - UTF-16 is known by its byte order mark, or by zeros in every other byte.
/// - Windows-1252, which spreadsheets write without being asked, is known by letters beyond ASCII none of which is UTF-8.
///   JSON is UTF-8 by definition, and XML says its encoding: neither is guessed at.
///
/// The decision is made by the first 64 KB, so that it is the same each time a file is read.
///
/// Every access is in bounds: no more is copied than is pending and than the buffer holds, and sequences are looked at only
/// where they end within the bytes.
final class DecodingSource: ByteSource {
  private enum Encoding {
    case asIs
    case utf16(isBigEndian: Bool)
    case windows1252
  }

  private let source: any ByteSource
  /// Nil before the first read.
  private var encoding: Encoding?
  /// What was noticed, once something is read.
  private(set) var note: String?
  /// Decoded, and still to be given.
  private var pending: [UInt8] = []
  private var given = 0
  /// Read, and not decoded since it is half of something.
  private var rest: [UInt8] = []
  private var isDone = false

  init(_ source: any ByteSource) { self.source = source }

  var bytesRead: Int { source.bytesRead }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    if case .asIs? = encoding, given == pending.count { return try source.read(into: buffer) }
    if encoding == nil {
      // As much, whatever the buffer, so that the decision does not depend on it.
      let first = try chunk()
      encoding = first.withUnsafeBufferPointer { decide($0, isWhole: isDone) }
      decode(first)
    }
    var filled = 0
    while filled < buffer.count {
      if given == pending.count {
        (pending, given) = ([], 0)
        if case .asIs? = encoding {
          if isDone { break }
          return try filled + source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        }
        if isDone {
          if rest.isEmpty { break }
          // Half a character is none.
          rest = []
          pending = Array("\u{FFFD}".utf8)
          continue
        }
        decode(try chunk())
        continue
      }
      let count = min(buffer.count - filled, pending.count - given)
      pending.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<given + count]))
      }
      filled += count
      given += count
    }
    return filled
  }

  /// The next bytes of the source, as many as a sample has unless it ends.
  private func chunk() throws(FormatError) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: FileSample.size)
    var failure: FormatError?
    let count = chunk.withUnsafeMutableBytes { chunk -> Int in
      do throws(FormatError) { return try source.read(into: chunk) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    isDone = count < chunk.count
    chunk.removeLast(chunk.count - count)
    return chunk
  }

  private func decide(_ bytes: Bytes, isWhole: Bool) -> Encoding {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      note = "it is in UTF-16, and was read as such"
      return .utf16(isBigEndian: bytes[0] == 0xfe)
    }
    if let isBigEndian = DecodingSource.zeros(bytes) {
      note = "it is in UTF-16 without a byte order mark, and was read as such"
      return .utf16(isBigEndian: isBigEndian)
    }
    guard let first = bytes.trimmed.first, !"{[".utf8.contains(first), !bytes.isASCII else { return .asIs }
    if first == UInt8(ascii: "<") {
      let start = String(decoding: bytes.prefix(200), as: UTF8.self).lowercased()
      if let found = start.firstMatch(of: /encoding\s*=\s*["']([a-z0-9._-]+)["']/), found.1 != "utf-8" {
        note = "it is in \(found.1.uppercased()), as it says, and was read as such"
      }
      return .asIs
    }
    guard DecodingSource.isWindows1252(bytes, isWhole: isWhole) else { return .asIs }
    note = "it is not UTF-8, and was read as Windows-1252; save it as UTF-8 if letters are wrong"
    return .windows1252
  }

  /// Whether every other byte is a zero, and whether those come first; nil where not.
  private static func zeros(_ bytes: Bytes) -> Bool? {
    let looked = min(bytes.count, 512) & ~1
    guard looked >= 8 else { return nil }
    var (even, odd) = (0, 0)
    for index in stride(from: 0, to: looked, by: 2) {
      if bytes[index] == 0 { even += 1 }
      if bytes[index + 1] == 0 { odd += 1 }
    }
    if odd * 10 >= looked / 2 * 7, even == 0 { return false }
    return even * 10 >= looked / 2 * 7 && odd == 0 ? true : nil
  }

  /// Whether there are bytes beyond ASCII of which none is part of UTF-8, and all stand for something in Windows-1252.
  private static func isWindows1252(_ bytes: Bytes, isWhole: Bool) -> Bool {
    let undefined: Set<UInt8> = [0x81, 0x8d, 0x8f, 0x90, 0x9d]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        // What is no text is not decoded.
        if byte < 0x09 { return false }
        index += 1
        continue
      }
      let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1
      if length > 1 {
        let end = index + length
        if end <= bytes.count {
          if String(validating: bytes.part(index, end), as: UTF8.self) != nil { return false }
        } else if !isWhole {
          // A sequence that may go on after the sample says nothing.
          index += 1
          continue
        }
      }
      if undefined.contains(byte) { return false }
      index += 1
    }
    return true
  }

  private func decode(_ bytes: [UInt8]) {
    switch encoding {
    case .utf16(let isBigEndian): decodeUTF16(rest + bytes, isBigEndian: isBigEndian)
    case .windows1252:
      pending.reserveCapacity(bytes.count * 2)
      for byte in bytes {
        if byte < 0x80 {
          pending.append(byte)
        } else {
          let scalar = Unicode.Scalar(byte < 0xa0 ? DecodingSource.high[Int(byte) - 0x80] : UInt16(byte))
          pending.append(contentsOf: String(Character(scalar ?? "\u{FFFD}")).utf8)
        }
      }
    case .asIs, nil: pending += bytes
    }
  }

  private func decodeUTF16(_ bytes: [UInt8], isBigEndian: Bool) {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = 0
    while index + 1 < bytes.count {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    // The first half of a pair waits for the second.
    if let last = units.last, last & 0xfc00 == 0xd800 {
      units.removeLast()
      index -= 2
    }
    rest = Array(bytes[index...])
    pending += Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// What the bytes from 0x80 to 0x9f stand for in Windows-1252. Reference: https://encoding.spec.whatwg.org/windows-1252.html.
  private static let high: [UInt16] = [
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d,
    0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
    0x0153, 0x009d, 0x017e, 0x0178,
  ]
}
