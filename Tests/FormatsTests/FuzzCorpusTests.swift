import Foundation
import Testing

@testable import Formats

@Suite("What fuzzing begins with")
struct FuzzCorpusTests {
  /// `UPDATE_CORPUS=1 swift test --filter FuzzCorpus` writes the files anew.
  @Test("The fuzzer's corpus holds each sample of a format, behind the format's name")
  func corpus() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fuzz/Corpus").standardizedFileURL
    let samples = Sample.all.enumerated().map { ("\($0.offset)-\($0.element.format)", $0.element) }
    let isUpdate = ProcessInfo.processInfo.environment["UPDATE_CORPUS"] != nil
    for (name, sample) in samples {
      let file = folder.appendingPathComponent(name)
      let bytes = Data((sample.format + "\n" + sample.text).utf8)
      if isUpdate { try bytes.write(to: file) }
      #expect(try Data(contentsOf: file) == bytes, "\(name); UPDATE_CORPUS=1 writes it anew")
    }
  }
}
