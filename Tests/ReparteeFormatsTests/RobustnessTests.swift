import ReparteeTestNetworks
import Testing

@testable import ReparteeFormats

@Suite("Broken files: no crash, and every row accounted for")
struct RobustnessTests {
  @Test("Each sample, cut after every byte", arguments: Sample.all)
  func truncation(sample: Sample) throws {
    let bytes = Array(sample.text.utf8)
    let options = sample.named
    for count in 1..<bytes.count {
      let part = Array(bytes[..<count])
      guard
        let reading = try? Reading(bytes: part, options: options, limits: ReadLimits(blockSize: 64, blocksAtOnce: 2))
      else {
        continue
      }
      // A cut may split one row of several lines into as many rejects, and adds no row otherwise.
      #expect(reading.rows <= sample.rows + 1, "cut after \(count) bytes")
      #expect(reading.rejects.allSatisfy { $0.line >= 1 && $0.line <= max(reading.lines, 1) && !$0.reason.isEmpty })
      let whole = try Reading(bytes: part, options: options)
      #expect(reading.differences(from: whole) == [], "cut after \(count) bytes")
    }
  }

  @Test("Random bytes with the format given", arguments: Sample.all)
  func noise(sample: Sample) throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      var bytes = Array(sample.text.utf8)
      // Noise in a sound file goes deeper than noise alone.
      for _ in 0..<Int.random(in: 1...12, using: &numbers) {
        bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = [
          0x22, 0x0a, 0x0d, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d, 0x5c, 0xff, 0x80, 0x30, 0x39,
          UInt8.random(in: 1...255, using: &numbers),
        ].randomElement(using: &numbers)!
      }
      let options = sample.named
      guard let whole = try? Reading(bytes: bytes, options: options) else { continue }
      for block in [1, 13, 200] {
        let cut = try Reading(bytes: bytes, options: options, limits: ReadLimits(blockSize: block, blocksAtOnce: 3))
        #expect(cut.differences(from: whole) == [], "seed \(seed), blocks of \(block)")
      }
    }
  }

  @Test("Nothing but random bytes, the format detected or given")
  func onlyNoise() throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      let bytes = (0..<Int.random(in: 1...300, using: &numbers)).map { _ in UInt8.random(in: 1...255, using: &numbers) }
      _ = try? Reading(bytes: bytes)
      for format in FormatCatalogue.formats {
        _ = try? Reading(bytes: bytes, options: ReadOptions(format: format.name, kind: .reply, owner: "1"))
      }
    }
  }
}
