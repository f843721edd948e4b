import Foundation
import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

/// The window of a job, and what it makes of the briefing's dates.
struct JobWindow {
  var window = Window.all
  /// The window before, where the job's own is relative.
  var previous: Window?
  /// The day after which a folder of results is called; nil without an end.
  var day: String?

  /// All ends, as text.
  var fingerprint: String {
    [window.start, window.end, previous?.start, previous?.end].map { $0.map { "\($0.milliseconds)" } ?? "open" }
      .joined(separator: " ")
  }

  init(_ node: JobNode?, asOf: Timestamp?) throws {
    guard let fields = try node?.mapping(keys: ["from", "to", "last", "time_zone"]) else {
      day = asOf?.isoDay
      return
    }
    guard let last = fields["last"] else {
      if let zone = fields["time_zone"] { throw zone.error("time_zone needs last; from and to are in UTC") }
      window = Window(start: try fields["from"]?.time(), end: try fields["to"]?.time())
      if let from = window.start, let to = window.end, from >= to {
        throw fields.owner.error("from has to be earlier than to; the window does not hold its end")
      }
      day = asOf?.isoDay ?? window.end.map { Timestamp(milliseconds: $0.milliseconds - 1).isoDay }
      return
    }
    if let other = fields["from"] ?? fields["to"] { throw other.error("last stands instead of from and to") }
    var zone = TimeZone.gmt
    if let field = fields["time_zone"] {
      guard let named = TimeZone(identifier: try field.text()) else {
        throw field.error("time_zone is \(try field.text()); expected a name such as Europe/London")
      }
      zone = named
    }
    let moment = asOf ?? Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    let windows = RelativeWindow(span: try last.choice(CalendarSpan.self), zone: zone).windows(before: moment)
    (window, previous, day) = (windows.last, windows.previous, moment.isoDay)
  }
}

extension ScoreStep {
  init(window: Window, ranking: JobNode?) throws {
    self.init()
    scope.window = window
    let keys = ["by", "kinds", "colleagues", "bots", "quotes", "columns", "seed"]
    guard let fields = try ranking?.mapping(keys: keys) else { return }
    if let by = try fields["by"]?.choice(Ranking.self) { scoring.ranking = by }
    if let kinds = try fields["kinds"]?.list().map({ try $0.choice(VoiceKind.self) }) {
      scoring.eligibleKinds = Set(kinds)
    }
    if let rule = try fields["colleagues"]?.choice(Scope.ColleagueRule.self) { scope.colleagues = rule }
    if let rule = try fields["bots"]?.choice(Scope.BotRule.self) { scope.bots = rule }
    if let rule = try fields["quotes"]?.choice(NetworkBuilder.QuoteRule.self) { quotes = rule }
    if let seed = fields["seed"] { scoring.seed = UInt64(try seed.number(from: 0)) }
    if let columns = fields["columns"] {
      do {
        additionalColumns = try ScoreColumn.additional(named: columns.list().map { try $0.text() })
      } catch let error as MeasureNameError {
        throw columns.error(error.description)
      }
    }
  }
}
