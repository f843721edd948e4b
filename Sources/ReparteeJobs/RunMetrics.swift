import Foundation
import ReparteeGraph

#if canImport(Glibc)
  import Glibc
#endif

/// What a run was like on its day and machine, kept apart from its outputs, which are the same on any: beside the store, as
/// `STORE.run.json`, that of the last run.
struct RunMetrics: Encodable {
  private let began: String
  private let host = ProcessInfo.processInfo.hostName
  private let threads = ProcessInfo.processInfo.activeProcessorCount
  /// Step → seconds on the clock.
  private var seconds: [String: Double] = [:]
  private var peakMegabytes = 0

  private enum CodingKeys: String, CodingKey {
    case began, host, threads, seconds
    case peakMegabytes = "peak_megabytes"
  }

  init() { began = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)).isoMoment }

  /// Does a step, and keeps how long it took.
  mutating func time<Result>(_ step: String, _ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { seconds[step] = (start.duration(to: .now) / .milliseconds(1)).rounded() / 1_000 }
    return try body()
  }

  /// Writes the file; a folder that cannot be written to is no reason to fail after the last step.
  mutating func write(beside store: String) {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      peakMegabytes = usage.ru_maxrss / 1_024
    #else
      getrusage(RUSAGE_SELF, &usage)
      peakMegabytes = usage.ru_maxrss / 1_048_576
    #endif
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(self) else { return }
    try? (data + Data("\n".utf8)).write(to: URL(fileURLWithPath: store + ".run.json"), options: .atomic)
  }
}
