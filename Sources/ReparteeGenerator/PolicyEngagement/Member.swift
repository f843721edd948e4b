import ReparteeGraph

/// One account of the campaign.
struct Member: Sendable {
  /// What somebody does in the campaign, and so how they talk.
  enum Part: Sendable {
    case channel, charity, lead, official, clinician, carer, anonymous, campaigner, bot, citizen
    /// Somebody's second account: it answers in their name.
    case secondAccount
  }

  var part: Part
  var handle: String
  var name: String
  /// The name from the middle of the campaign on, where it changed.
  var laterName: String?
  /// How much a citizen writes, against others.
  var activity = 1
  /// Whose threads a citizen is mostly found in.
  var circle: Int?
  /// How many conversations the member starts.
  var conversations = 0
  /// How many citizens are mostly found in the member's threads.
  var circleSize = 0
  /// What the analyst's roster says; nil for those whom it does not list.
  var entry: RosterEntry?
}

/// What the analyst's roster says of an account.
struct RosterEntry: Sendable {
  var kind: VoiceKind
  var organisation = ""
  var role = ""
  var voice = ""
  var followers: Int
  var from = ""
  var note = ""
}
