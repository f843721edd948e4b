import Foundation
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeFormats

@Suite("Segments of Jetstream's archive, and repositories")
struct BlueskyArchiveTests {
  private typealias Files = BlueskyArchives

  @Test(
    "Each is detected by its content, whatever its blocks and its packing, and every row is counted", arguments: 0...1)
  func contract(place: Int) throws {
    let sample = Files.samples[place]
    let whole = try Reading(bytes: sample.bytes)
    #expect(whole.format == sample.format && whole.rows == sample.rows && whole.lines == sample.rows)
    for limits in [ReadLimits(blockSize: 1, blocksAtOnce: 1), ReadLimits(blockSize: 70, blocksAtOnce: 3)] {
      #expect(try Reading(bytes: sample.bytes, limits: limits).differences(from: whole) == [])
    }
    for packed in [try TemporaryFile.gzip(sample.bytes), Files.packed(sample.bytes)] {
      #expect(try Reading(bytes: packed).differences(from: whole) == [])
    }
    #expect(try Reading(bytes: sample.bytes, options: ReadOptions(format: sample.format)).rows == sample.rows)
    #expect { try Reading(bytes: sample.bytes, options: ReadOptions(format: "bluesky")) } throws: {
      "\($0)".contains("name no format")
    }
    #expect(throws: FormatError.self) { try Reading("{}", options: ReadOptions(format: sample.format)) }
  }

  @Test("Cut after any byte, or with any byte changed, it is refused as a whole", arguments: 0...1)
  func damaged(place: Int) throws {
    let bytes = Files.samples[place].bytes
    let whole = try Reading(bytes: bytes)
    for count in stride(from: 1, to: bytes.count, by: 3) {
      // A repository cut between two blocks is a part of one, unless its commit is missing, which here comes last.
      #expect(throws: FormatError.self, "cut after \(count) bytes") { try Reading(bytes: Array(bytes[..<count])) }
    }
    for index in stride(from: 0, to: bytes.count, by: 2) {
      for mask: UInt8 in [1, 0x80] {
        var changed = bytes
        changed[index] ^= mask
        // What no checksum covers is the archive's header, whose length and root are compared otherwise.
        guard let reading = try? Reading(bytes: changed) else { continue }
        #expect(reading.differences(from: whole) == [], "byte \(index) changed by \(mask)")
      }
    }
  }

  @Test("Damage names the block and the remedy")
  func damageNamesBlock() throws {
    var bytes = Files.segment(Files.events)
    let second = 256 + 8 + bytes[256..<264].enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
    bytes[second + 8 + 30] ^= 4
    #expect { try Reading(bytes: bytes) } throws: {
      "\($0)".contains("block 2 is damaged") && "\($0)".contains("fetch the file again")
    }
    bytes = Files.segment(Files.events)
    bytes[bytes.count - 5] ^= 1
    #expect { try Reading(bytes: bytes) } throws: { "\($0)".contains("checksum of its header and footer") }
    bytes = Files.segment(Files.events)
    bytes[12] = 2
    #expect { try Reading(bytes: bytes) } throws: { "\($0)".contains("version 2") }
  }

  @Test("A segment makes the records that the same events make as JSON, of either version", arguments: [false, true])
  func json(isSecond: Bool) throws {
    let segment = try Reading(bytes: Files.segment(Files.events))
    let json = try Reading(Files.events.map { $0.jsonLine(isSecond: isSecond) }.joined(separator: "\n") + "\n")
    #expect(segment.differences(from: json).filter { !$0.hasPrefix("format") } == [])
    #expect(segment.posts.map(\.author) == [.text(Files.ann), .text(Files.ben)])
    #expect(segment.posts[1].parent == .text(Files.annsPost) && segment.postLines == [1, 2])
    #expect(segment.interactions.map(\.kind) == [.mention, .repost] && segment.follows.count == 2)
    #expect(segment.ignored["likes"] == 1 && segment.ignored["deletions of posts, which are taken out"] == 1)
  }

  @Test("A segment that is still being written to is read as far as its last whole block")
  func active() throws {
    let bytes = Files.segment(Files.events, isSealed: false)
    #expect(try Reading(bytes: bytes).rows == 8)
    let cut = try Reading(bytes: Array(bytes.dropLast(5)))
    #expect(cut.rows == 6 && cut.notes.keys.contains { $0.contains("still being written to") })
  }

  @Test("A record that is no DAG-CBOR costs its row, with its place")
  func badRecord() throws {
    var events = Files.events
    events[1].payload.removeLast()
    let reading = try Reading(bytes: Files.segment(events))
    #expect(reading.rejects.map(\.line) == [2] && reading.rows == 8)
    #expect(reading.rejects[0].reason.contains("DAG-CBOR"))
  }

  @Test("A repository's records are by whom its commit says; likes are ignored; what is missing is said")
  func repository() throws {
    let reading = try Reading(bytes: Files.repository(of: Files.ann, Files.annsRecords))
    #expect(reading.posts.map(\.author) == [.text(Files.ann), .text(Files.ann)])
    #expect(reading.posts[1].parentAuthor == .text(Files.ben) && reading.follows.count == 1)
    #expect(reading.interactions.map(\.kind) == [.mention, .repost] && reading.ignored == ["likes": 1])
    let part = try Reading(bytes: Files.repository(of: Files.ann, Files.annsRecords, leavingOut: ["1"]))
    #expect(part.posts.count == 1 && part.notes.keys.contains { $0.contains("part of a repository: 1 records") })
    let long = [ArchivedEvent.post(String(repeating: "k", count: 1_100), by: Files.ann)]
    #expect { try Reading(bytes: Files.repository(of: Files.ann, long)) } throws: { "\($0)".contains("1,024 bytes") }
  }

  @Test("XXH3 as its authors' library computes it")
  func hash() {
    // Computed by libxxhash 0.8.1.
    for (count, expected) in [
      (241, 0xc614_c8c3_5753_48c1), (1024, 0xf22e_f3dc_84ff_47ea), (1025, 0x43f8_69a8_3769_a435),
      (4096, 0x5d90_27c8_4d5f_33f7), (5000, 0xce29_a194_60ee_1bfc),
    ] as [(Int, UInt64)] {
      let bytes = (0..<count).map { UInt8($0 * 7 % 251) }
      for part in [1, 63, 1024, 5000] {
        var hash = XXHash3()
        for start in stride(from: 0, to: count, by: part) {
          Array(bytes[start..<min(start + part, count)]).withUnsafeBytes { hash.update($0) }
        }
        #expect(hash.finish() == expected, "\(count) bytes, \(part) at once")
      }
    }
  }

  @Test("DAG-CBOR: what it is, and what it is not")
  func cbor() throws {
    func failure(_ bytes: [UInt8]) -> String? {
      bytes.withUnsafeBufferPointer { bytes in
        do throws(CBORValue.Failure) {
          _ = try CBORValue(bytes)
          return nil
        } catch { return error.reason }
      }
    }
    let value = CBOR.object([
      "a": .number(-7), "bb": .list([.text("ü"), .null, .boolean(true)]), "c": .link([1, 2]), "d": .number(1 << 40),
    ])
    let bytes = value.encoded
    #expect(failure(bytes) == nil)
    try bytes.withUnsafeBufferPointer { bytes in
      let value = try CBORValue(bytes)
      #expect(value["a"]?.integer == -7 && value["d"]?.integer == 1 << 40 && value["e"] == nil)
      #expect(value["c"]?.link.map(Array.init) == [1, 2])
      var texts: [String?] = []
      value["bb"]?.forEachElement { texts.append($0.string) }
      #expect(texts == ["ü", nil, nil])
    }
    let refused: [([UInt8], String)] = [
      ([], "too early"), ([0x18], "too early"), ([0x18, 5], "as short"), ([0x9f, 0xff], "definite"),
      ([0x7f, 0xff], "definite"), ([0xf9, 0, 0], "fraction of 64"), ([0xf7], "fraction of 64"),
      ([0xc1, 0], "no tag but 42"),
      ([0xd8, 0x2a, 0x41, 1], "begins with 0"), ([0xa1, 1, 1], "key that is a text"),
      ([0xa2, 0x61, 0x62, 1, 0x61, 0x61, 1], "in order"), ([0xa2, 0x61, 0x61, 1, 0x61, 0x61, 1], "in order"),
      ([0x62, 0xc3, 0x28], "UTF-8"), ([0x63, 0xed, 0xa0, 0x80], "UTF-8"), ([0x61], "too early"),
      ([0, 0], "found more"),
      ([0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "longer than the record"),
      ([0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "too early"),
      ([0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "64 bits"),
      ([UInt8](repeating: 0x81, count: 100) + [0], "at most 64"),
    ]
    for (bytes, reason) in refused { #expect(failure(bytes)?.contains(reason) == true, "\(bytes)") }
    for seed in 1...400 as ClosedRange<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      var noise = bytes
      for _ in 0..<3 {
        noise[Int.random(in: 0..<noise.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
      }
      noise.withUnsafeBufferPointer { noise in
        guard let value = try? CBORValue(noise) else { return }
        _ = (value["a"]?.integer, value["bb"]?.utf8, value["c"]?.link, value["d"]?.integer)
        value["bb"]?.forEachElement { _ = $0.string }
      }
    }
  }

  @Test("Blocks of events with any bytes changed are refused or read, and nothing else")
  func noisyBlocks() {
    let events = [ArchivedEvent.post("1", by: Files.ann)]
    let file = Files.segment(events, isSealed: false)
    for seed in 1...300 as ClosedRange<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      var bytes = Array(file.prefix(256))
      // Sound frames around noisy columns go deeper than noisy frames.
      var columns = (0..<Int.random(in: 0...200, using: &numbers)).map { _ in UInt8.random(in: 0...3, using: &numbers) }
      if columns.count > 4 { columns[1...3] = [0, 0, 0] }
      let frame = Files.packed(columns)
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: frame.count >> (8 * $0)) } + frame
      _ = try? Reading(bytes: bytes)
    }
  }

  @Test(
    "The published segment and the repository that it was made of hold the same records", .enabled(if: RealData.isThere)
  )
  func published() throws {
    let folder = RealData.folder + "/formats/bluesky_jetstream_v2/"
    let segment = try Reading(path: folder + "golden_corpus_segment.jss")
    let repository = try Reading(path: folder + "repo.car")
    #expect(segment.format == "jetstream" && repository.format == "bluesky-car")
    #expect(segment.rows == 23 && segment.rejects.isEmpty)
    // When a profile was seen is a matter of the event, not of the record.
    #expect(
      segment.differences(from: repository).filter { !$0.hasPrefix("format") && !$0.hasPrefix("accounts") } == [])
    #expect(segment.accounts.map(\.name) == repository.accounts.map(\.name))
    let paths = try String(contentsOfFile: folder + "car_expected_records.tsv", encoding: .utf8).split(separator: "\n")
      .compactMap { $0.split(separator: "\t").first.map(String.init) }
    let commit = try String(contentsOfFile: folder + "car_expected_commit.txt", encoding: .utf8)
    let did = try #require(commit.firstMatch(of: /DID: (\S+)/)).1
    let posts = paths.filter { $0.hasPrefix("app.bsky.feed.post/") }.map { "at://\(did)/\($0)" }
    #expect(segment.posts.map { "\($0.id)" } == posts)
    #expect(segment.posts.allSatisfy { $0.author == .text(String(did)) })
    #expect(segment.follows.count == paths.count { $0.hasPrefix("app.bsky.graph.follow/") })
    #expect(segment.interactions.count { $0.isRow } == paths.count { $0.hasPrefix("app.bsky.feed.repost/") })
    #expect(segment.ignored["likes"] == paths.count { $0.hasPrefix("app.bsky.feed.like/") })
    let older = try Reading(path: folder + "legacy_fixed4096_blooms.jss")
    #expect(older.rows > 0 && older.rejects.allSatisfy { $0.reason.contains("DAG-CBOR") })
  }

  @Test("Published events as JSON: every row is read or ignored", .enabled(if: RealData.isThere))
  func publishedEvents() throws {
    let folder = RealData.folder + "/formats/bluesky_jetstream_v2/"
    for name in ["expected_v1.jsonl", "golden_v1.jsonl"] {
      let reading = try Reading(path: folder + name)
      #expect(reading.format == "bluesky" && reading.rows == reading.lines && reading.rejects.isEmpty, "\(name)")
    }
  }
}
