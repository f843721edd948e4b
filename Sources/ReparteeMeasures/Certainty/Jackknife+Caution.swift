extension Jackknife {
  /// Why an interval may promise too much.
  ///
  /// A rule from what was seen cannot find the worst case, a giant conversation that has not happened yet: in simulation
  /// an interval misses most often where nothing looked amiss. So few conversations are a reason by themselves, and a
  /// conversation that stands out is a sign that sizes are heavy-tailed: the second rule flags 7–11% of voices with
  /// geometric sizes at T = 20 and none from 50 on, but 28–37% and 10–21% of those with Pareto sizes, α = 1.5.
  package enum Caution: String, Sendable, CaseIterable {
    /// Fewer than twenty conversations.
    case fewConversations = "few-conversations"
    /// One conversation alone brought more than a quarter of the people.
    case oneStandsOut = "one-stands-out"

    /// What to print beside the interval.
    package var text: String {
      switch self {
      case .fewConversations:
        "fewer than 20 conversations: the interval covers 93 to 97% where conversations are alike, but 60 to 90% where "
          + "their sizes differ widely, and it knows nothing of a giant one that has not happened yet"
      case .oneStandsOut:
        "one conversation alone brought more than a quarter of the people: where sizes differ so widely the interval "
          + "covers 65 to 90%, not 95%"
      }
    }
  }

  /// Below this many conversations the interval is given with a caution.
  package static let fewConversations = 20
  /// Above one part in so many that one conversation alone brought, the interval is given with a caution.
  package static let standsOutAbovePart = 4

  /// The caution with which to print an interval, or nil where there is none to print or no reason for it.
  /// - Parameters:
  ///   - conversations: T.
  ///   - count: the people counted.
  ///   - largestLoss: the people whom one conversation alone brought, at most.
  package static func caution(conversations: Int, count: Int, largestLoss: Int) -> Caution? {
    if conversations < fewestConversations { return nil }
    if largestLoss * standsOutAbovePart > count { return .oneStandsOut }
    return conversations < fewConversations ? .fewConversations : nil
  }
}
