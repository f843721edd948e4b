/// One voice and everybody around it: who came back, who was answered, who only replies, who talks further down, who
/// follows. The nearer to the middle, the more of a conversation it is.
package struct EgoDiagram: Sendable {
  /// How far a person got in conversation with the voice, the nearest first.
  package enum Relationship: Int, CaseIterable, Sendable {
    /// Replied, was answered, and came back (conversed).
    case cameBack
    /// Replied and was answered (reciprocated).
    case answered
    /// Replied, and was not answered.
    case onlyReplies
    /// Talked somewhere below a post of the voice, without replying to it.
    case furtherDown
  }

  /// Somebody who talks.
  package struct Person: Sendable {
    /// Its name.
    package var label: String
    /// How far they got.
    package var relationship: Relationship
    /// Whether they follow the voice, as far as follow edges are held.
    package var follows: Bool
    /// How often they replied to the voice.
    package var replies: Int
    /// How often the voice replied to them.
    package var answers: Int
    /// Where a click leads; nil leads nowhere.
    package var link: String?

    /// Somebody who talks.
    package init(
      label: String, relationship: Relationship, follows: Bool = false, replies: Int = 0, answers: Int = 0,
      link: String? = nil
    ) {
      self.label = label
      self.relationship = relationship
      self.follows = follows
      self.replies = replies
      self.answers = answers
      self.link = link
    }
  }

  /// The title above the picture.
  package var title: String
  /// The line below the title: the window and the counts.
  package var subtitle: String
  /// The voice in the middle.
  package var voice: DrawnVoice
  /// Everybody who talks; those of one relationship in the order of their importance.
  package var people: [Person]
  /// How many follow edges are held of people who do not talk; nil where no follow edge is held.
  package var silentFollowers: Int?
  /// Sentences about what was left out.
  package var leftOut: [String]
  /// The finding as text.
  package var summary: String?
  /// How many people of one relationship are drawn at most.
  package var bandBudget = 120

  /// A voice and the people around it.
  package init(
    title: String, subtitle: String = "", voice: DrawnVoice, people: [Person], silentFollowers: Int? = nil,
    leftOut: [String] = [], summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.voice = voice
    self.people = people
    self.silentFollowers = silentFollowers
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension EgoDiagram.Relationship {
  /// What the relationship says.
  var meaning: String {
    switch self {
    case .cameBack: "Came back after an answer"
    case .answered: "Was answered"
    case .onlyReplies: "Only replies"
    case .furtherDown: "Talks further down"
    }
  }

  /// Its name in tables.
  var name: String {
    switch self {
    case .cameBack: "came-back"
    case .answered: "answered"
    case .onlyReplies: "only-replies"
    case .furtherDown: "further-down"
    }
  }

  /// The colour of the dot; the nearer relationships are full and dark, the outer ones hollow and light.
  var color: Color {
    switch self {
    case .cameBack: Palette.blue
    case .answered: Palette.blue
    case .onlyReplies: Palette.pink
    case .furtherDown: Palette.thinLine
    }
  }

  var isHollow: Bool { self == .answered || self == .furtherDown }
}
