import Foundation
import Testing

@testable import ReparteeFormats

@Suite("What fuzzing begins with")
struct FuzzCorpusTests {
  /// `UPDATE_CORPUS=1 swift test --filter FuzzCorpus` writes the files again.
  @Test("The fuzzer's corpus holds each sample of a format, after the format's name")
  func corpus() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fuzz/Corpus").standardizedFileURL
    let isUpdate = ProcessInfo.processInfo.environment["UPDATE_CORPUS"] != nil
    var counts: [String: Int] = [:]
    let texts = Sample.all.map { (format: $0.format, bytes: Array($0.text.utf8)) }
    let packed =
      BlueskyArchives.samples.map { (format: $0.format, bytes: $0.bytes) } + [("parquet", ParquetTests.sample)]
    for sample in texts + packed {
      counts[sample.format, default: 0] += 1
      let name = "\(sample.format)-\(counts[sample.format] ?? 1)"
      let file = folder.appendingPathComponent(name)
      let bytes = Data(Array((sample.format + "\n").utf8) + sample.bytes)
      if isUpdate { try bytes.write(to: file) }
      #expect(try Data(contentsOf: file) == bytes, "\(name); UPDATE_CORPUS=1 writes it again")
    }
  }
}
