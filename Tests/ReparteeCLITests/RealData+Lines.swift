import Foundation
import ReparteeTestNetworks

extension RealData {
  /// A file's lines, unpacked by the system's gzip.
  static func lines(of path: String) throws -> [Data] {
    let plain = NSTemporaryDirectory() + "plain-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: plain) }
    _ = FileManager.default.createFile(atPath: plain, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", path]
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: plain))
    try process.run()
    process.waitUntilExit()
    let data = try Data(contentsOf: URL(fileURLWithPath: plain))
    return data.split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }
}
