import Foundation

/// The folder of real data beside the repository, which is never part of it.
package enum RealData {
  package static let folder =
    ProcessInfo.processInfo.environment["REPARTEE_DATA"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data").path

  package static let isThere = FileManager.default.fileExists(atPath: folder + "/README.md")
}
