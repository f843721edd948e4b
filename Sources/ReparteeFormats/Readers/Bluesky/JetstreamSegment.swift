import CReparteeZstd

/// Segments of Jetstream's archive (`.jss`): the same events as its stream, in blocks of columns that are compressed, with
/// records as DAG-CBOR.
///
/// They make the same records as the stream in JSON (`Bluesky`). A row is an event, and its line is its number in the file. The
/// checksum of each block, and that of the header and footer, has to fit, or nothing of the file is kept.
struct JetstreamSegment: FileFormat {
  let name = "jetstream"
  let summary = "segments of Jetstream's archive of Bluesky (.jss)"
  let platform: String? = "bluesky"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.content == .segment ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    guard sample.content == .segment else {
      throw .unsupported(
        path: sample.path, reason: "expected a segment, which begins with jss0; name no format to have it detected")
    }
    return EventBlockReader(path: sample.path, areCompressed: true)
  }
}

/// A repository of the AT Protocol (`.car`): one person's posts, reposts and follows, as `com.atproto.sync.getRepo` hands
/// them out.
///
/// They make the same records as the events of the person's stream would (`Bluesky`): the author is the DID of the commit,
/// whatever a record says. Likes and records of other collections are ignored. A row is a record, and its line is its place in
/// the order of the records' keys. Each block has to fit its SHA-256, or nothing of the file is kept; signatures are not looked
/// at.
struct BlueskyRepository: FileFormat {
  let name = "bluesky-car"
  let summary = "somebody's repository on Bluesky (.car)"
  let platform: String? = "bluesky"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.content == .repository ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    guard sample.content == .repository else {
      throw .unsupported(
        path: sample.path,
        reason: "expected a repository, an archive of the kind CAR; name no format to have it detected")
    }
    return EventBlockReader(path: sample.path, areCompressed: false)
  }
}

/// Reads blocks of events, each after its length and its number.
private struct EventBlockReader: BlockReader {
  let path: String
  let areCompressed: Bool
  let rows = RowDivision.lengthPrefixed

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    let unpacker = BlockUnpacker()
    var place = 0
    while let part = LengthPrefix(block.bytes, at: place) {
      let content = block.bytes.part(place + LengthPrefix.size, part.end)
      place = part.end
      do throws(SegmentBlock.Failure) {
        let events = areCompressed ? try unpacker.unpack(content) : content
        try SegmentBlock.forEachEvent(in: events) { append($0, to: &batch) }
      } catch {
        batch.failure = .truncated(path: path, reason: "block \(part.number) is damaged: \(error.reason)")
        return
      }
    }
  }

  private func append(_ event: SegmentEvent, to batch: inout RecordBatch) {
    batch.lines += 1
    for reason in reasons(of: event, &batch) { batch.rejects.append(Reject(line: batch.lines, reason: reason)) }
    let line = batch.lines
    batch.markPosts { line }
  }

  private func reasons(of event: SegmentEvent, _ batch: inout RecordBatch) -> [String] {
    switch event.kind {
    case .create, .update, .recreate, .delete:
      let isDeletion = event.kind == .delete
      var record: CBORValue?
      if !isDeletion, BlueskyCollection(event.collection).isRead {
        do throws(CBORValue.Failure) { record = try CBORValue(event.payload) } catch {
          return ["expected a record in DAG-CBOR: \(error.reason), at its byte \(error.place)"]
        }
      }
      return BlueskyCommit(
        did: event.did, collection: event.collection, key: event.key, record: record,
        change: isDeletion ? .deletion : event.kind == .update ? .update : .creation, time: event.time
      ).append(to: &batch)
    case .identity, .account, .synchronization:
      // What an event says is not needed to know that it was one.
      let said = event.kind == .synchronization ? nil : try? CBORValue(event.payload)
      BlueskyAccountEvent.append(
        of: event.did, identity: event.kind == .identity ? said : nil, status: event.kind == .account ? said : nil,
        at: event.time, to: &batch)
      return []
    }
  }
}

/// What stands before a block: its length and its number, in eight bytes each, the lowest first.
struct LengthPrefix {
  static let size = SegmentSource.prefix
  let number: Int
  /// The byte after the block.
  let end: Int

  /// What stands at `start`; nil where the block is not whole.
  init?(_ bytes: Bytes, at start: Int) {
    guard bytes.count - start >= Self.size else { return nil }
    let length = bytes.number(UInt64.self, at: start)
    guard length <= UInt64(bytes.count - start - Self.size) else { return nil }
    number = Int(truncatingIfNeeded: bytes.number(UInt64.self, at: start + 8))
    end = start + Self.size + Int(length)
  }

  /// The end of the blocks from `start` on that reach up to `target`: at least one, where it is whole.
  static func cut(_ bytes: Bytes, from start: Int, near target: Int) -> Int? {
    var end: Int?
    while let next = LengthPrefix(bytes, at: end ?? start), end == nil || next.end <= target { end = next.end }
    return end
  }
}

/// Unpacks blocks into memory that it keeps for the next one.
///
/// In bounds: zstd writes no more than the memory holds, whose size is the one that the block says, within a limit.
private final class BlockUnpacker {
  /// More than a block may have.
  private static let most: UInt64 = 1 << 28
  private var context: OpaquePointer?
  private var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)

  deinit {
    ZSTD_freeDCtx(context)
    memory.deallocate()
  }

  /// What a block unpacks to: one frame, with its checksum. Valid until the next one is unpacked.
  func unpack(_ block: Bytes) throws(SegmentBlock.Failure) -> Bytes {
    guard block.count > 5, block.starts(with: [0x28, 0xb5, 0x2f, 0xfd]),
      ZSTD_findFrameCompressedSize(block.baseAddress, block.count) == block.count
    else { throw SegmentBlock.Failure(reason: "it is not one frame of zstd") }
    if block[4] & 4 == 0 { throw SegmentBlock.Failure(reason: "it has no checksum") }
    let size = ZSTD_getFrameContentSize(block.baseAddress, block.count)
    guard size <= Self.most else {
      throw SegmentBlock.Failure(reason: "it does not say how large it is, or is larger than 256 MB")
    }
    if memory.count < Int(size) {
      memory.deallocate()
      memory = .allocate(capacity: Int(size) + Int(size) / 4)
    }
    if context == nil { context = ZSTD_createDCtx() }
    guard let context else { throw SegmentBlock.Failure(reason: "there is not enough memory to unpack it") }
    let count = ZSTD_decompressDCtx(context, memory.baseAddress, memory.count, block.baseAddress, block.count)
    if ZSTD_isError(count) != 0 {
      throw SegmentBlock.Failure(reason: String(cString: ZSTD_getErrorName(count)).lowercased())
    }
    return Bytes(memory).part(0, count)
  }
}
