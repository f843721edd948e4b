/// The files of a zip archive in memory, as far as one that somebody hands over may go.
package enum ZipContents {
  /// Why an archive is not read.
  package struct Failure: Error, CustomStringConvertible {
    /// The reason, in a clause.
    package let description: String
  }

  /// The bytes that all files together may unpack to.
  private static let mostBytes = 1 << 28

  /// The files of an archive, in its order.
  /// - Throws: ``Failure`` where it is none, is damaged or encrypted, or unpacks to more than 256 MB.
  package static func files(of archive: [UInt8]) throws(Failure) -> [(name: String, bytes: [UInt8])] {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: archive.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: archive)
    var (files, total): ([(name: String, bytes: [UInt8])], Int) = ([], 0)
    do throws(ArchiveStream.Failure) {
      let stream = try ArchiveStream(.memory(UnsafeRawBufferPointer(copy)), form: .zip, size: archive.count)
      while let entry = try stream.next() {
        guard case .file = entry.kind else { continue }
        total += entry.size
        if entry.isEncrypted { throw .refused("it is encrypted") }
        if total > mostBytes { throw .refused("it unpacks to more than 256 MB") }
        files.append((entry.name, try stream.content(atMost: mostBytes, expected: entry.size)))
      }
    } catch { throw Failure(description: error.reason) }
    return files
  }
}
