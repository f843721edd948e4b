import Foundation
import ReparteeJobs

/// Progress on standard error: a bar with rate and time left on a terminal, nothing elsewhere until a file is done.
final class ProgressBar {
  private let isShown: Bool
  /// When what the bar measures was begun.
  private var started = Date()
  private var lastDrawn = Date.distantPast

  init(isQuiet: Bool) { isShown = !isQuiet && StandardError.isTerminal }

  /// Measures something new from here on.
  func begin() {
    clear()
    started = Date()
  }

  /// Draws the bar of an import again: of the bytes of all its files.
  func update(_ progress: ImportStep.Progress) {
    let place = progress.files > 1 ? " (\(progress.file) of \(progress.files))" : ""
    update(path: progress.path, place: place, done: progress.done, total: progress.total)
  }

  /// Draws the bar again, ten times a second at most.
  func update(path: String, place: String = "", done: Int, total: Int?) {
    guard isShown else { return }
    let now = Date()
    guard now.timeIntervalSince(lastDrawn) >= 0.1 else { return }
    lastDrawn = now
    let seconds = max(now.timeIntervalSince(started), 0.001)
    StandardError.write("\r\u{1B}[K" + line(path, place, done: done, total: total, seconds: seconds))
  }

  /// Clears the bar's line.
  func clear() {
    if isShown { StandardError.write("\r\u{1B}[K") }
    lastDrawn = .distantPast
  }

  private func line(_ path: String, _ place: String, done: Int, total: Int?, seconds: Double) -> String {
    let name = URL(fileURLWithPath: path).lastPathComponent + place
    let rate = Double(done) / seconds
    let speed = "\(megabytes(rate)) MB/s"
    guard let total, total > 0 else { return "\(name)  \(megabytes(Double(done))) MB  \(speed)" }
    let share = min(1, Double(done) / Double(total))
    let filled = Int(share * 24)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    let left = rate > 0 ? Int((Double(total - done) / rate).rounded(.up)) : 0
    return "\(name)  \(bar)  \(Int(share * 100))%  \(speed)  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
  }

  private func megabytes(_ bytes: Double) -> String { String(Int((bytes / 1_000_000).rounded())) }
}
