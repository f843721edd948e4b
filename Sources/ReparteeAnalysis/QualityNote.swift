import ReparteeGraph

extension NetworkQuality {
  /// What a reader of the figures should know of the data, in sentences; empty where nothing is amiss.
  package var notes: [String] {
    var notes: [String] = []
    if orphans > 0 {
      let percent = Double(orphans) / Double(max(1, replies)) * 100
      notes.append(
        "replies to a post that no file holds: \(Grouped.text(orphans)) of \(Grouped.text(replies)) "
          + "(\(percent < 1 ? "under 1" : String(Int(percent.rounded())))%)"
          + (isPatchy ? "; that is more than one in ten, so say it beside any figure" : ""))
    }
    for (count, what) in [
      (unknownAuthors, "posts without a known author, which count for nobody"),
      (cyclesCut, "parent links that closed a cycle and were cut"),
      (parentConflicts, "posts whose rows name different parents, of which the smallest id holds"),
    ] where count > 0 {
      notes.append("\(what): \(Grouped.text(count))")
    }
    return notes
  }

  /// Whether so many replies lack their parent that the headline has to say so: more than one in ten.
  package var isPatchy: Bool { orphans * 10 > replies }
}
