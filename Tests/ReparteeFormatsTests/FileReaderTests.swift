import Foundation
import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("The driver: any block size, any packing, and honest errors")
struct FileReaderTests {
  @Test(
    "The format of each sample is detected from its content, and each of its rows is counted once",
    arguments: Sample.all)
  func detection(sample: Sample) throws {
    let reading = try Reading(sample.text, options: sample.options)
    #expect(reading.format == sample.format)
    #expect(reading.rows == sample.rows)
  }

  @Test("The blocks' size does not show in the result", arguments: Sample.all)
  func blockSizes(sample: Sample) throws {
    for ending in ["\n", "\r\n", "\r"] {
      let text = sample.text.replacing("\r\n", with: "\n").replacing("\n", with: ending)
      let whole = try Reading(text, options: sample.options)
      #expect(whole.rows == sample.rows, "with \(ending.debugDescription)")
      for block in [1, 2, 3, 5, 7, 16, 33, 100, 1000] {
        for blocks in [1, 2, 3] {
          let cut = try Reading(
            text, options: sample.options, limits: ReadLimits(blockSize: block, blocksAtOnce: blocks))
          #expect(
            cut.differences(from: whole) == [],
            "blocks of \(block) bytes, \(blocks) a round, \(ending.debugDescription)")
        }
      }
    }
  }

  @Test("Line ends LF, CRLF and CR, and a byte order mark, make no difference", arguments: Sample.all)
  func lineEndsAndMark(sample: Sample) throws {
    let plain = sample.text.replacing("\r\n", with: "\n")
    let expected = try Reading(plain, options: sample.options)
    for text in [plain.replacing("\n", with: "\r\n"), plain.replacing("\n", with: "\r"), "\u{feff}" + plain] {
      var reading = try Reading(text, options: sample.options)
      // A line end inside quotes is text, and stays what it was.
      for index in reading.accounts.indices {
        reading.accounts[index].name = expected.accounts[index].name
      }
      #expect(reading.differences(from: expected) == [])
    }
  }

  @Test("gzip is detected from its first bytes, one member or several, padded or not", arguments: Sample.all)
  func gzip(sample: Sample) throws {
    let plain = try Reading(sample.text, options: sample.options)
    let bytes = Array(sample.text.utf8)
    let middle = bytes.count / 2
    let members = try TemporaryFile.gzip(Array(bytes[..<middle])) + TemporaryFile.gzip(Array(bytes[middle...]))
    for packed in [try TemporaryFile.gzip(bytes), members, members + [0, 0, 0]] {
      #expect(try Reading(bytes: packed, options: sample.options).differences(from: plain) == [])
      let small = try Reading(bytes: packed, options: sample.options, limits: ReadLimits(blockSize: 7, blocksAtOnce: 2))
      #expect(small.differences(from: plain) == [])
    }
  }

  @Test("A gzip file that ends early or is damaged fails as a whole")
  func brokenGzip() throws {
    let packed = try TemporaryFile.gzip(Array("1 2\n2 3\n3 4\n".utf8))
    for count in 4..<packed.count {
      #expect(throws: FormatError.self) {
        try Reading(bytes: Array(packed[..<count]), options: ReadOptions(kind: .follow))
      }
    }
    var damaged = packed
    damaged[packed.count - 6] ^= 1
    #expect(throws: FormatError.self) { try Reading(bytes: damaged, options: ReadOptions(kind: .follow)) }
    #expect(throws: FormatError.self) {
      try Reading(bytes: packed + Array("left over".utf8), options: ReadOptions(kind: .follow))
    }
  }

  /// `1 2`, `2 3` and `3 4`, a line each, packed by `zstd --check --long=28`: a window beyond the usual limit.
  private static let zstd: [UInt8] = [
    0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x90, 0x61, 0x00, 0x00, 0x31, 0x20, 0x32, 0x0a, 0x32, 0x20, 0x33, 0x0a, 0x33, 0x20,
    0x34, 0x0a, 0x2d, 0x30, 0xc8, 0xca,
  ]

  @Test("A zstd file of one frame or several reads as what it unpacks to, whatever its window")
  func zstd() throws {
    let options = ReadOptions(kind: .follow)
    let lines = "1 2\n2 3\n3 4\n"
    for count in 1...3 {
      let packed = Array(repeatElement(FileReaderTests.zstd, count: count).joined())
      let plain = try Reading(String(repeating: lines, count: count), options: options)
      for limits in [ReadLimits(), ReadLimits(blockSize: 7, blocksAtOnce: 2)] {
        #expect(try Reading(bytes: packed, options: options, limits: limits).differences(from: plain) == [])
      }
    }
  }

  @Test("A small zstd file may not ask for a window of 2 GB")
  func zstdWindow() throws {
    var packed = FileReaderTests.zstd
    // The fifth bit up of the sixth byte is the window's logarithm less 10: 28 becomes 29, 31.
    for (byte, log) in [(0x98, 29), (0xA8, 31)] as [(UInt8, Int)] {
      packed[5] = byte
      let error = #expect(throws: FormatError.self, "2^\(log)") {
        try Reading(bytes: packed, options: ReadOptions(kind: .follow))
      }
      #expect(error.map { "\($0)".contains("a window of more than 256 MB") } == true)
    }
  }

  @Test("A zstd file that ends early or is damaged fails as a whole")
  func brokenZstd() throws {
    let packed = FileReaderTests.zstd
    let options = ReadOptions(kind: .follow)
    for count in 4..<packed.count {
      #expect(throws: FormatError.self, "cut after \(count) bytes") {
        try Reading(bytes: Array(packed[..<count]), options: options)
      }
    }
    var damaged = packed
    damaged[12] ^= 1
    #expect(throws: FormatError.self) { try Reading(bytes: damaged, options: options) }
    #expect(throws: FormatError.self) { try Reading(bytes: packed + Array("left over".utf8), options: options) }
  }

  @Test("Errors name the file, what was expected and the remedy, on one line")
  func errors() throws {
    #expect(throws: FormatError.missing(path: "/no/such")) { try FileReader(path: "/no/such") }
    #expect(throws: FormatError.directory(path: "/tmp")) { try FileReader(path: "/tmp") }
    for (text, parts) in [
      ("", ["empty"]), (" \n\n", ["empty"]), ("a\0b\n", ["binary"]),
      ("1 2\n", ["its kind is needed", "reply, mention, repost or quote", "A follows B"]),
      ("{\"a\":1}\n", ["x-v1", "name its format"]), ("from,to\n1,2\n", ["from, to", "actor=from"]),
      ("post_id,user,reply_to,date\n1,2,3,4\n", ["id=post_id author=user parent=reply_to"]),
      ("id,user,in_reply_to_screen_name\n1,a,b\n", ["its kind is needed"]),
      ("a,b,c\n1,2,3\n", ["actor=HEADER target=HEADER"]),
      ("id,author,time\n1,2,3\n", ["parent", "id, author, time", "parent="]),
      ("actor,target\n1,2\n", ["kind", "give the kind: follow"]), ("just some words of prose\n", ["no known format"]),
    ] {
      let message = try #require(failure(text)).description
      for part in parts { #expect(message.contains(part), "\(text.debugDescription): \(message)") }
      #expect(!message.contains("\n"))
    }
    let xz = try TemporaryFile([0xfd, 0x37, 0x7a, 0x58, 0, 0])
    defer { xz.remove() }
    #expect { try FileReader(path: xz.path) } throws: { "\($0)".contains("unpack it, or fetch it again") }
    #expect(
      failure("1 2\n", options: ReadOptions(format: "nope"))
        == .unknownFormatName("nope", formats: FormatCatalogue.formats.map(\.name)))
    #expect("\(try #require(failure("a,b\n1,2\n", options: ReadOptions(columns: ["acter": "a"]))))".contains("acter"))
  }

  @Test("A row longer than rows may be is rejected, and the rest is read")
  func longRow() throws {
    let text = "1 2\n" + String(repeating: "9", count: 5000) + " 2\n3 4\n"
    let reading = try Reading(
      text, options: ReadOptions(kind: .follow), limits: ReadLimits(blockSize: 16, blocksAtOnce: 2, longestRow: 1000))
    #expect(reading.follows.count == 2)
    #expect(reading.rejects.map(\.line) == [2])
    #expect(reading.lines == 3)
  }

  @Test("A document of JSON that is longer than rows may be is read whole, up to a limit of its own")
  func longDocument() throws {
    let comments = (0..<100).map {
      #"{"id":"c\#($0)","parent":"root","author_id":"UC\#($0)","timestamp":\#(1_700_000_000 + $0)}"#
    }
    let text =
      "{\n" + #""id":"v","extractor":"youtube","channel_id":"UCx","comments":["#
      + comments.joined(separator: ",") + "]}"
    var limits = ReadLimits(blockSize: 16, blocksAtOnce: 2, longestRow: 1000)
    #expect(try Reading(text, options: ReadOptions(format: "yt-dlp"), limits: limits).posts.count == 101)
    limits.longestDocument = 2000
    let reading = try Reading(text, options: ReadOptions(format: "yt-dlp"), limits: limits)
    #expect(reading.posts.isEmpty)
    #expect(
      reading.rejects.map(\.reason)
        == ["expected a row of at most 2,000 bytes, found a longer one; save the file in parts"])
  }

  @Test("The observer sees each byte on disk once, and progress ends at the file's size")
  func observerAndProgress() throws {
    let bytes = Array(String(repeating: "1 2\n", count: 1000).utf8)
    for content in [bytes, try TemporaryFile.gzip(bytes)] {
      let file = try TemporaryFile(content)
      defer { file.remove() }
      let reader = try FileReader(
        path: file.path, options: ReadOptions(kind: .follow), limits: ReadLimits(blockSize: 100, blocksAtOnce: 2))
      var seen: [UInt8] = []
      var last = 0
      try reader.read(
        observe: { seen.append(contentsOf: $0) },
        progress: { done, total in
          #expect(done >= last && total == content.count)
          last = done
        }, deliver: { _ in })
      #expect(seen == content)
      #expect(last == content.count)
      // A file can be read again.
      #expect(try reader.read(deliver: { _ in }).lines == 1000)
    }
  }

  @Test("A pipe is read once, whole, and seen whole by the observer", arguments: [false, true])
  func pipe(isPacked: Bool) throws {
    let plain = Array("1 2\n2 3\n".utf8)
    let content = isPacked ? try TemporaryFile.gzip(plain) : plain
    let pipe = Foundation.Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(content))
    try pipe.fileHandleForWriting.close()
    let reader = try FileReader(
      path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)", options: ReadOptions(kind: .follow))
    #expect(reader.size == nil)
    var seen: [UInt8] = []
    var edges = 0
    try reader.read(observe: { seen.append(contentsOf: $0) }, deliver: { edges += $0.platforms[0].follows.count })
    #expect(edges == 2)
    #expect(seen == content)
    #expect(throws: FormatError.self) { try reader.read(deliver: { _ in }) }
  }
}
