import Foundation

/// Progress on standard error: a bar with rate and time left on a terminal, nothing elsewhere until a file is done.
final class ProgressBar {
  private let isShown: Bool
  /// When the file that is being read was begun: when the one before it was done.
  private var started = Date()
  private var lastDrawn = Date.distantPast

  init(isQuiet: Bool) { isShown = !isQuiet && StandardError.isTerminal }

  /// Draws the bar anew, ten times a second at most.
  func update(path: String, done: Int, total: Int?) {
    guard isShown else { return }
    let now = Date()
    guard now.timeIntervalSince(lastDrawn) >= 0.1 else { return }
    lastDrawn = now
    let seconds = max(now.timeIntervalSince(started), 0.001)
    StandardError.write("\r\u{1B}[K" + line(path, done: done, total: total, seconds: seconds))
  }

  /// Clears the bar's line.
  func clear() {
    if isShown { StandardError.write("\r\u{1B}[K") }
    lastDrawn = .distantPast
    started = Date()
  }

  private func line(_ path: String, done: Int, total: Int?, seconds: Double) -> String {
    let name = URL(fileURLWithPath: path).lastPathComponent
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
