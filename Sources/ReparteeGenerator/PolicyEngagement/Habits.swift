/// How somebody holds a conversation that they started or joined: shares are of a hundred.
struct Habits: Sendable {
  /// How many others reply.
  var repliers = 2...4
  /// How often a reply is answered.
  var answers = 0
  /// How often who was answered comes back.
  var returns = 0
  /// How often a return is answered again.
  var goesOn = 0
  /// How often a third one joins in below a reply.
  var joins = 10
  /// How often the first post goes on in a second one.
  var continues = 0
  /// Half of the host's answers come within so many seconds.
  var median = 1800
  var hours = CampaignClock.Hours.waking

  /// The habits of those with a part.
  init(_ part: Member.Part) {
    switch part {
    case .channel: (repliers, joins, continues, hours) = (3...6, 8, 20, .office)
    case .charity: (repliers, answers, returns, hours) = (3...5, 45, 40, .office)
    case .lead:
      (repliers, answers, returns, goesOn, joins) = (4...6, 82, 68, 28, 14)
      (continues, median) = (25, 900)
    case .official, .secondAccount:
      (repliers, answers, returns, goesOn, joins) = (3...4, 64, 52, 22, 10)
      (continues, median, hours) = (15, 2700, .office)
    case .clinician: (repliers, answers, returns, goesOn, joins) = (2...4, 60, 54, 22, 15)
    case .carer: (repliers, answers, returns, goesOn, joins) = (3...4, 68, 50, 22, 10)
    case .anonymous: (repliers, answers, returns, goesOn, joins) = (5...8, 60, 55, 22, 30)
    case .campaigner: (repliers, joins, continues) = (0...1, 0, 100)
    case .bot: (repliers, joins, hours) = (0...0, 0, .always)
    case .citizen: (repliers, answers, returns, goesOn) = (1...2, 40, 45, 20)
    }
  }
}
