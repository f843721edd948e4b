import Analysis
import Formats
import Measures
import SocialGraph
import Store

/// Scores a store window by window: each day, week or month by itself.
public struct SeriesStep: Sendable {
  /// How each window is scored; its own window bounds the series.
  public var step: ScoreStep
  /// The length of a window.
  public var span: CalendarSpan

  /// A series of these windows.
  public init(_ step: ScoreStep, every span: CalendarSpan) {
    self.step = step
    self.span = span
  }

  /// The rows of all windows behind each other, with the columns `window_start` and `window_end` in front.
  ///
  /// The series runs from the step's window, or from the first to the last post or reply where that is open. What has
  /// no time lies in none of its windows.
  public func run(on store: ConversationStore) throws -> ResultTable {
    let whole = try step.load(store).scoped
    let hasDatedRoles = try store.hasDatedRoles()
    var series = ResultTable(
      columns: ["window_start", "window_end"]
        + ScoreColumn.table([], additional: step.additionalColumns, network: MeasuredNetwork(whole)).columns, rows: [])
    for window in windows(of: whole) {
      var step = step
      step.scope.window = window
      // Roles that the roster dates differ from window to window; everything else of the network stays.
      let measured =
        hasDatedRoles ? try step.load(store) : step.scoring.measured(ScopedNetwork(whole.network, scope: step.scope))
      let ends = [window.start, window.end].map { TableCell.text($0?.isoMoment) }
      series.rows += step.score(measured).table.rows.map { ends + $0 }
    }
    return series
  }

  private func windows(of network: ScopedNetwork) -> [Window] {
    let (posts, replies) = (network.network.posts, network.network.replies)
    let times = [posts.times, replies.times].joined().lazy.filter { $0 != Posts.untimed }
    guard let first = times.min(), let last = times.max() else { return [] }
    let window = network.scope.window
    let start = window.start ?? Timestamp(milliseconds: first)
    let end = window.end ?? Timestamp(milliseconds: last + 1)
    guard start < end else { return [] }
    return span.windows(touching: start..<end).map { whole in
      // Only ends that were asked for cut a day, week or month short.
      Window(
        start: window.start.flatMap { asked in whole.start.map { max($0, asked) } } ?? whole.start,
        end: window.end.flatMap { asked in whole.end.map { min($0, asked) } } ?? whole.end)
    }
  }
}
