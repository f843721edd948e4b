import SocialGraph

extension NetworkQuality {
  /// What a reader of the figures should know of the data, in sentences; empty where nothing is amiss.
  public var notes: [String] {
    var notes: [String] = []
    if orphans > 0 {
      let share = Int((Double(orphans) / Double(max(1, replies)) * 100).rounded())
      notes.append(
        "\(Grouped.text(orphans)) of \(Grouped.text(replies)) replies (\(share)%) answer a post that no file holds; "
          + "\(Grouped.text(stubs)) stubs stand for such posts")
    }
    if unknownAuthors > 0 {
      notes.append("\(Grouped.text(unknownAuthors)) posts have no known author and count for nobody")
    }
    if cyclesCut > 0 { notes.append("\(Grouped.text(cyclesCut)) parent links closed a cycle and were cut") }
    if parentConflicts > 0 {
      notes.append(
        "\(Grouped.text(parentConflicts)) posts have different parents in different rows; the smallest id holds")
    }
    return notes
  }

  /// Whether so many replies lack their parent that the headline has to say so: more than one in ten.
  public var isPatchy: Bool { orphans * 10 > replies }
}
