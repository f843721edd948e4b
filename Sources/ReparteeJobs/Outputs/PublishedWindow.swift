import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeText

/// Of which window a briefing on the disk speaks, as its `manifest.json` says: by it `latest` knows the newest.
struct PublishedWindow: Comparable {
  /// The first moment after the window; of an open one the end of all time.
  private let end: Int64
  /// Whether anything lies in the window.
  private let hasData: Bool
  /// The name of the briefing's folder, a day: it decides between briefings of one window.
  private let folder: String

  /// Reads a briefing's manifest; nil where there is none, or one of an earlier version, which does not say it.
  init?(briefing path: String) {
    guard let data = FileManager.default.contents(atPath: path + "/manifest.json"),
      let manifest = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let window = (manifest["window"] as? [[String: Any]])?.first
    else { return nil }
    end = (window["to"] as? String).flatMap { Timestamp(text: $0)?.milliseconds } ?? .max
    // A hidden count is none of nothing.
    hasData =
      ((window["posts"] as? Int) ?? 0) + ((window["replies"] as? Int) ?? 0) > 0
      || (window[SmallCounts.column] as? String)?.isEmpty == false
    folder = FileName.of(path)
  }

  /// A window without data comes before every one with some; else the earlier end does.
  static func < (left: PublishedWindow, right: PublishedWindow) -> Bool {
    if left.hasData != right.hasData { return right.hasData }
    return left.end != right.end ? left.end < right.end : left.folder < right.folder
  }
}
