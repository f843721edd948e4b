import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// Which intervals people are shown: on a page, in a table at a terminal, in a comparison and an explanation by one rule
/// (`Jackknife.Interval.isWorthShowing`). CSV and JSON have every interval that is defined.
extension ScoredRow {
  /// The row as people are shown it, without the intervals that tell them nothing.
  package func shown(in network: MeasuredNetwork) -> ScoredRow {
    var row = self
    func isShown(_ low: Double?, _ high: Double?, _ calibration: Calibration) -> Bool {
      guard let low, let high, let conversations else { return false }
      return Jackknife.Interval.isWorthShowing(
        low: low, high: high, conversations: conversations,
        isCalibrated: calibration.covers(conversations: conversations))
    }
    if !isShown(scoreLow, scoreHigh, network.scoreIntervals.calibration) { (row.scoreLow, row.scoreHigh) = (nil, nil) }
    if !isShown(replyReachLow, replyReachHigh, network.replyReach.calibration) {
      (row.replyReachLow, row.replyReachHigh) = (nil, nil)
    }
    return row
  }
}

extension MeasuredNetwork {
  /// What to keep in mind of the interval of a voice's reply reach, or why there is none to be seen; nil where nothing is to
  /// be said.
  func cautionOfReach(_ row: ScoredRow) -> String? {
    guard let conversations = row.conversations, let low = row.replyReachLow, let high = row.replyReachHigh else {
      return nil
    }
    let isCalibrated = replyReach.calibration.covers(conversations: conversations)
    let largest = Int(replyReach.largestLoss[row.voice])
    let caution = Jackknife.caution(conversations: conversations, count: row.replyReach, largestLoss: largest)
    if row.shown(in: self).replyReachLow != nil {
      return caution?.text(
        conversations: conversations, isCalibrated: isCalibrated,
        isConversationNamed: replyReach.dependsOnOneConversation(row.voice))
    }
    if low >= high {
      return "everybody was met in several conversations, so no interval can be computed"
    }
    // The same words for as many conversations as have one record, so that a page says them once.
    let worst = RecordedCoverage.worst(conversations: conversations, isCalibrated: isCalibrated) ?? 0
    let next = RecordedCoverage.all.first { $0.conversations > conversations }?.conversations
    return
      "seen in \(next.map { "fewer than \(NumberFormat.exact($0))" } ?? NumberFormat.text(conversations)) conversations: too few "
      + "for an interval without twenty other voices to learn from; in simulated data one of so few held at worst \(Int(worst)) "
      + "times in 100"
  }

  /// Why people are shown no interval of any of these rows' scores, in a sentence; nil where some row has one.
  package func absenceOfIntervals(_ rows: some Collection<ScoredRow>) -> String? {
    if rows.contains(where: { $0.shown(in: self).scoreLow != nil }) { return nil }
    if rows.allSatisfy({ $0.conversations == nil }) {
      return "Replies between accounts do not say which conversation they belong to, so no interval can be given."
    }
    var reasons = ["it takes five conversations of a voice"]
    if rows.contains(where: { isMeeting($0) }) {
      reasons.append("where everybody was met in several conversations none can be computed")
    }
    let few = rows.filter { row in
      row.scoreLow != nil && !isMeeting(row)
    }.compactMap(\.conversations)
    if let fewest = few.min() {
      let worst = RecordedCoverage.worst(conversations: fewest, isCalibrated: false) ?? 0
      reasons.append(
        "\(NumberFormat.text(fewest)) are too few without twenty other voices to learn from: in simulated data an interval "
          + "of so few held at worst \(Int(worst)) times in 100")
    }
    return "No interval is shown: \(reasons.joined(separator: "; "))."
  }

  private func isMeeting(_ row: ScoredRow) -> Bool {
    guard let low = row.scoreLow, let high = row.scoreHigh else { return false }
    return low >= high
  }
}
