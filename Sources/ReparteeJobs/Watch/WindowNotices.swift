import ReparteeAnalysis
import ReparteeBriefings
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What the data of a job's window show that a reader of its figures has to know: nothing in it, a part that was forgotten or
/// never read, half the usual posts, replies that are held no longer.
struct WindowNotices {
  private let job: JobFile
  private let network: MeasuredNetwork

  /// So many earlier windows are looked at, and so many have to be whole before one may be called unusual.
  private static let windows = 8
  private static let fewestWindows = 3
  /// Below so many posts a window, half of them is no news.
  private static let fewestPosts = 10
  /// A part of replies is known from so many counted ones on.
  private static let fewestCounted = 20

  /// The first and the last moment of all posts and replies that have one; those of the future are wrong.
  private let span: (first: Timestamp, last: Timestamp)?

  init(_ job: JobFile, _ network: MeasuredNetwork) {
    (self.job, self.network) = (job, network)
    span = Self.span(of: network.scoped.network, until: job.moment)
  }

  /// The notices, the gravest first. Complexity: O(posts).
  func all() -> [RunNotice] {
    var notices: [RunNotice] = []
    if network.isSilent { notices.append(RunNotice(.noData, network.silence)) }
    if let forgotten { notices.append(RunNotice(.retention, forgotten)) }
    if let fewer { notices.append(RunNotice(.fewer, fewer)) }
    if let coverage { notices.append(RunNotice(.coverage, coverage)) }
    if !network.isSilent, let reach { notices.append(RunNotice(.reach, reach)) }
    let future = TimeQuality.count(after: job.moment, in: network.scoped.network)
    if future > 0 {
      notices.append(
        RunNotice(
          .future,
          "\(NumberFormat.text(future, "post or reply is", "posts and replies are")) dated after the moment of this run"
        ))
    }
    return notices
  }

  private var window: Window { job.score.scope.window }
  private var days: LocalDays { job.outputs.days }
  private var posts: Posts { network.scoped.network.posts }

  /// The first and the last day of a window.
  private func ends(of window: Window) -> String {
    let (start, end) = (
      window.start.map(days.day), window.end.map { days.day(of: Timestamp(milliseconds: $0.milliseconds - 1)) }
    )
    return "\(start ?? "the beginning") to \(end ?? "the end")"
  }

  private var forgotten: String? {
    guard let first = job.retention.forgetBefore, let start = window.start, start < first else { return nil }
    let held = span.map { ", and the data have some from \(days.day(of: $0.first)) to \(days.day(of: $0.last))" } ?? ""
    return
      "the window is \(ends(of: window)), but the job keeps nothing before \(days.day(of: first)) (retention)\(held): the "
      + "figures are of a part of the window"
  }

  private static func span(
    of network: SocialNetwork, until moment: Timestamp
  ) -> (first: Timestamp, last: Timestamp)? {
    var (first, last): (Int64, Int64) = (.max, .min)
    func see(_ time: Int64) {
      guard time != Posts.untimed, time <= moment.milliseconds else { return }
      first = min(first, time)
      last = max(last, time)
    }
    for post in 0..<network.posts.count { see(network.posts.times[post]) }
    for time in network.replies.times { see(time) }
    return first > last ? nil : (Timestamp(milliseconds: first), Timestamp(milliseconds: last))
  }

  private var reach: String? {
    guard let span else { return nil }
    // A quiet day is none that was not read: a quarter of the window is, and a day at least.
    var slack: Int64 = 86_400_000
    if let start = window.start, let end = window.end {
      slack = max(slack, (end.milliseconds - start.milliseconds) / 4)
    }
    let beginsLate = window.start.map { span.first.milliseconds - $0.milliseconds > slack } ?? false
    let silence = window.end.map { $0.milliseconds - span.last.milliseconds } ?? 0
    let endsEarly = silence > slack && silence > longestUsualSilence
    guard beginsLate || endsEarly else { return nil }
    return "the window is \(ends(of: window)), and the data have posts and replies from \(days.day(of: span.first)) to "
      + "\(days.day(of: span.last)) only"
  }

  /// The windows before, the nearest first, as long as this one.
  private var earlier: [Window] {
    if let relative = job.window.relative {
      return Array(relative.windows(before: job.moment, count: Self.windows + 1).dropFirst())
    }
    guard let start = window.start, let end = window.end else { return [] }
    let length = end.milliseconds - start.milliseconds
    return (1...Int64(Self.windows)).map { number in
      Window(
        start: Timestamp(milliseconds: start.milliseconds - number * length),
        end: Timestamp(milliseconds: end.milliseconds - number * length))
    }
  }

  /// How long before its end the last post of an earlier window was, in milliseconds, at most: people rest at weekends. 0 where
  /// too few windows are held.
  private var longestUsualSilence: Int64 {
    let whole = wholeWindows
    guard whole.count >= Self.fewestWindows else { return 0 }
    var last = whole.map { $0.start?.milliseconds ?? 0 }
    func see(_ time: Int64) {
      guard time != Posts.untimed,
        let place = whole.firstIndex(where: { $0.contains(Timestamp(milliseconds: time)) })
      else { return }
      last[place] = max(last[place], time)
    }
    for post in 0..<posts.count { see(posts.times[post]) }
    for time in network.scoped.network.replies.times { see(time) }
    return zip(whole, last).map { ($0.end?.milliseconds ?? $1) - $1 }.max() ?? 0
  }

  /// The windows before of which the data hold the whole.
  private var wholeWindows: [Window] {
    guard let span else { return [] }
    return earlier.filter { earlier in
      guard let start = earlier.start else { return false }
      return start.milliseconds >= span.first.milliseconds - 86_400_000
        && job.retention.forgetBefore.map { start >= $0 } ?? true
    }
  }

  private var fewer: String? {
    guard !network.isSilent else { return nil }
    let whole = wholeWindows
    guard whole.count >= Self.fewestWindows else { return nil }
    let counts = whole.map { count(in: $0) }.sorted()
    // The median, of an even number of windows the mean of the two in the middle.
    let usual = (counts[(counts.count - 1) / 2] + counts[counts.count / 2]) / 2
    let now = count(in: window)
    guard usual >= Self.fewestPosts, now * 2 < usual else { return nil }
    return
      "the window holds \(NumberFormat.text(now, "post or reply", "posts and replies")), less than half of what is usual: "
      + "\(NumberFormat.text(usual)), the median of the \(NumberFormat.exact(whole.count)) windows before"
  }

  /// How many posts and account-level replies lie in a window.
  private func count(in window: Window) -> Int {
    let counts = network.scoped.network.counts(in: window)
    return counts.posts + counts.accountReplies
  }

  private var coverage: String? {
    guard let before = earlier.first else { return nil }
    func replies(in window: Window) -> Coverage.Replies {
      let counts = posts.replyCounts
      let places = (0..<counts.count).lazy.filter { window.contains(posts.time(of: Int(counts.posts[$0]))) }
      var sum = Coverage.Replies()
      for place in Coverage.disjoint(places, in: network.scoped.network) {
        sum += network.coverage.replies(ofPostAt: place)
      }
      return sum
    }
    let (now, then) = (replies(in: window), replies(in: before))
    guard now.counted >= Self.fewestCounted, then.counted >= Self.fewestCounted, let share = now.share,
      let earlierShare = then.share, share < earlierShare - Coverage.mostApart
    else { return nil }
    func text(_ replies: Coverage.Replies) -> String {
      "\(NumberFormat.text(replies.held)) of \(NumberFormat.text(replies.counted))"
    }
    return
      "the files hold \(text(now)) replies that the platforms counted below the posts of the window, and \(text(then)) in the "
      + "window before: a smaller part is read, so that figures fell for no other reason"
  }
}
