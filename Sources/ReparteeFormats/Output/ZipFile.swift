import CReparteeZlib
import Foundation

/// A zip archive in memory, written entry by entry: the same entries give the same bytes on any day and in any zone, since
/// every entry has the first moment that the format knows.
///
/// In bounds: zlib writes within the buffer of the size that it asks for. Reference: PKWARE, APPNOTE.TXT 6.3.
package struct ZipFile {
  /// Why an archive cannot be written.
  package struct Failure: Error, CustomStringConvertible {
    /// What is too much, in a clause.
    package let description: String
  }

  /// The most that an archive without the extension for larger ones may hold.
  private static let mostBytes = Int(UInt32.max)

  private var bytes = Data()
  private var directory = Data()
  private var count = 0

  /// An archive of nothing yet.
  package init() {}

  /// Appends a file.
  /// - Parameters:
  ///   - name: its path, ASCII, with `/` between.
  ///   - content: its bytes.
  /// - Throws: ``Failure`` where the archive would be larger than 4 GB.
  /// - Complexity: O(bytes).
  package mutating func add(_ name: String, _ content: [UInt8]) throws(Failure) {
    let packed = try Self.deflated(content)
    guard bytes.count + packed.count + directory.count < Self.mostBytes - 1 << 20, count < Int(UInt16.max) else {
      throw Failure(description: "it would be larger than 4 GB, which no zip archive of this kind is")
    }
    let checksum = UInt32(crc32_z(0, content, content.count))
    var header = Data()
    // Version 2.0; no flags; deflated; midnight of 1 January 1980.
    for field: UInt16 in [20, 0, 8, 0, 0x21] { header.append(littleEndian: field) }
    for field in [checksum, UInt32(packed.count), UInt32(content.count)] { header.append(littleEndian: field) }
    header.append(littleEndian: UInt16(name.utf8.count))
    header.append(littleEndian: UInt16(0))
    let offset = UInt32(bytes.count)
    bytes.append(littleEndian: UInt32(0x0403_4B50))
    bytes += header + Data(name.utf8) + packed
    directory.append(littleEndian: UInt32(0x0201_4B50))
    directory.append(littleEndian: UInt16(20))
    directory += header
    // No comment, on the first disk, no attributes.
    directory += Data(count: 10)
    directory.append(littleEndian: offset)
    directory += Data(name.utf8)
    count += 1
  }

  /// The whole archive.
  package func finished() -> Data {
    var end = Data()
    end.append(littleEndian: UInt32(0x0605_4B50))
    for field in [0, 0, UInt16(count), UInt16(count)] { end.append(littleEndian: field) }
    end.append(littleEndian: UInt32(directory.count))
    end.append(littleEndian: UInt32(bytes.count))
    end.append(littleEndian: UInt16(0))
    return bytes + directory + end
  }

  /// The bytes compressed, without the header and the check sum that zlib puts around them.
  private static func deflated(_ content: [UInt8]) throws(Failure) -> Data {
    guard content.count < mostBytes else { throw Failure(description: "a part of it is larger than 4 GB") }
    var size = compressBound(UInt(content.count))
    var packed = Data(count: Int(size))
    let code = packed.withUnsafeMutableBytes { target in
      compress2(
        target.baseAddress?.assumingMemoryBound(to: UInt8.self), &size, content, UInt(content.count),
        Z_DEFAULT_COMPRESSION)
    }
    guard code == Z_OK, size >= 6 else { throw Failure(description: "there is not enough memory to pack it") }
    return packed[2..<(Int(size) - 4)]
  }
}

extension Data {
  fileprivate mutating func append(littleEndian number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
