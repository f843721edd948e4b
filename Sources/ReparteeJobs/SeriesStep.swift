import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeStore
import ReparteeText

/// Scores a store window by window: each day, week or month by itself.
package struct SeriesStep: Sendable {
  /// How each window is scored; its own window bounds the series.
  package var step: ScoreStep
  /// The length of a window.
  package var span: CalendarSpan

  /// More windows than that are hardly intended: one wrong time lies far from the others.
  static let mostWindows = 2000

  /// A series of these windows.
  package init(_ step: ScoreStep, every span: CalendarSpan) {
    self.step = step
    self.span = span
  }

  /// The rows of all windows one after another, with the columns `window_start` and `window_end` in front.
  ///
  /// The series runs from the step's window, or from the first to the last post or reply where that is open. What has
  /// no time lies in none of its windows.
  package func run(on store: ConversationStore) throws -> ResultTable {
    let whole = try step.load(store).scoped
    var series = ResultTable(
      columns: ["window_start", "window_end"]
        + ScoreColumn.table([], additional: step.additionalColumns, network: MeasuredNetwork(whole)).columns, rows: [])
    for window in try windows(of: whole) {
      var step = step
      step.scope.window = window
      let ends = [window.start, window.end].map { TableCell.text($0?.isoMoment) }
      series.rows += step.score(try step.rescoped(whole.network, from: store)).table.rows.map { ends + $0 }
    }
    return series
  }

  private func windows(of network: ScopedNetwork) throws -> [Window] {
    func ends(of times: some Sequence<Int64>) -> [Int64] {
      let known = times.lazy.filter { $0 != Posts.untimed }
      return [known.min(), known.max()].compactMap(\.self)
    }
    let ends = ends(of: network.network.posts.times) + ends(of: network.network.replies.times)
    guard let first = ends.min(), let last = ends.max() else { return [] }
    let window = network.scope.window
    let start = window.start ?? Timestamp(milliseconds: first)
    let end = window.end ?? Timestamp(milliseconds: last + 1)
    guard start < end else { return [] }
    let windows = span.windows(touching: start..<end)
    if windows.count > Self.mostWindows {
      throw SeriesTooLong(windows: windows.count, span: span, from: start, to: end)
    }
    return windows.map { whole in
      // Only ends that were asked for cut a day, week or month short.
      Window(
        start: window.start.flatMap { asked in whole.start.map { max($0, asked) } } ?? whole.start,
        end: window.end.flatMap { asked in whole.end.map { min($0, asked) } } ?? whole.end)
    }
  }
}

/// A series of more windows than anybody would read.
package struct SeriesTooLong: Error, CustomStringConvertible, Sendable {
  let windows: Int
  let span: CalendarSpan
  let from: Timestamp
  let to: Timestamp

  /// One line: what is wrong and what to do.
  package var description: String {
    "a series of \(NumberFormat.text(windows)) windows, a \(span.rawValue) each from \(from.isoMoment) to \(to.isoMoment), is "
      + "longer than \(NumberFormat.text(SeriesStep.mostWindows)): is one time wrong? Give the first and the last time, or take a longer span."
  }
}
