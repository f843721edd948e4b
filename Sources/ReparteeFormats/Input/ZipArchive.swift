import CReparteeZlib

/// The files in a zip archive that is held in memory, found by its central directory and unpacked one by one.
///
/// Every access is in bounds: offsets and lengths are checked against the archive's bytes before they are used. Archives above
/// 4 GB (zip64) and encrypted ones are refused. Reference: PKWARE's APPNOTE.TXT, 4.3.
struct ZipArchive {
  /// Why an archive cannot be read.
  struct Failure: Error {
    let reason: String
  }

  private struct Entry {
    var method: Int
    var packed: Int
    var unpacked: Int
    var offset: Int
  }

  static let magic: [UInt8] = [0x50, 0x4b, 0x03, 0x04]
  /// More than a file of an archive may unpack to: what grows without bounds is no data.
  private static let most = 1 << 30

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  /// The names of its files, in no order.
  var names: [String] { Array(entries.keys) }

  init(_ bytes: [UInt8]) throws(Failure) {
    self.bytes = bytes
    // The directory's end is the last thing but a comment.
    let end = stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65_535), by: -1).first {
      Self.number(bytes, $0, 4) == 0x0605_4b50
    }
    guard let end, let count = Self.number(bytes, end + 10, 2), var place = Self.number(bytes, end + 16, 4) else {
      throw Failure(reason: "the zip archive is damaged, or cut: its directory is missing")
    }
    for _ in 0..<count {
      guard Self.number(bytes, place, 4) == 0x0201_4b50, let flags = Self.number(bytes, place + 8, 2),
        let method = Self.number(bytes, place + 10, 2), let packed = Self.number(bytes, place + 20, 4),
        let unpacked = Self.number(bytes, place + 24, 4), let name = Self.number(bytes, place + 28, 2),
        let extra = Self.number(bytes, place + 30, 2), let comment = Self.number(bytes, place + 32, 2),
        let offset = Self.number(bytes, place + 42, 4), place + 46 + name <= bytes.count
      else { throw Failure(reason: "the zip archive's directory is damaged") }
      if flags & 1 != 0 { throw Failure(reason: "the zip archive is encrypted") }
      let text = String(decoding: bytes[(place + 46)..<(place + 46 + name)], as: UTF8.self)
      entries[text] = Entry(method: method, packed: packed, unpacked: unpacked, offset: offset)
      place += 46 + name + extra + comment
    }
  }

  /// The content of a file; nil where there is none of that name.
  func content(of name: String) throws(Failure) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    guard Self.number(bytes, entry.offset, 4) == 0x0403_4b50, let nameLength = Self.number(bytes, entry.offset + 26, 2),
      let extra = Self.number(bytes, entry.offset + 28, 2)
    else { throw Failure(reason: "“\(name)” in the zip archive is damaged") }
    let start = entry.offset + 30 + nameLength + extra
    guard start + entry.packed <= bytes.count, entry.unpacked <= Self.most else {
      throw Failure(reason: "“\(name)” in the zip archive is cut, or too large")
    }
    switch entry.method {
    case 0: return Array(bytes[start..<(start + entry.packed)])
    case 8: return try unpack(start, entry, name)
    default: throw Failure(reason: "“\(name)” in the zip archive is packed in a way that is not read")
    }
  }

  private func unpack(_ start: Int, _ entry: Entry, _ name: String) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard repartee_inflate_begin_bare(&stream) == Z_OK else {
      throw Failure(reason: "there is not enough memory to unpack it")
    }
    defer { inflateEnd(&stream) }
    var packed = Array(bytes[start..<(start + entry.packed)])
    var code = Z_OK
    let unpacked = [UInt8](unsafeUninitializedCapacity: entry.unpacked) { buffer, count in
      packed.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        code = inflate(&stream, Z_FINISH)
        count = buffer.count - Int(stream.avail_out)
      }
    }
    guard code == Z_STREAM_END, unpacked.count == entry.unpacked else {
      throw Failure(reason: "“\(name)” in the zip archive is damaged")
    }
    return unpacked
  }

  /// A number of 2 or 4 bytes, the lowest first; nil beyond the end.
  private static func number(_ bytes: [UInt8], _ place: Int, _ length: Int) -> Int? {
    guard place >= 0, place + length <= bytes.count else { return nil }
    return (0..<length).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
  }
}
