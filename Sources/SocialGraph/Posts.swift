/// Every post, in the order of platform and id: those that a file held, and stubs for parents that none did.
public struct Posts: Sendable {
  /// The absence of a post or an author.
  public static let none = UInt32.max
  /// The time of a post that has none.
  public static let untimed = Int64.min

  /// What a post is beside its columns.
  public struct Flags: OptionSet, Sendable {
    /// The flags as bits.
    public let rawValue: UInt8
    /// Flags from their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No file held it; another post names it as its parent or root.
    public static let stub = Flags(rawValue: 1)
    /// A comment of a flat branch: its place in the tree does not say whom it answers.
    public static let comment = Flags(rawValue: 2)
    /// A comment whose @-mention says whom it answers.
    public static let answersMention = Flags(rawValue: 4)
  }

  /// Who wrote it (a voice), or `none`.
  public internal(set) var authors: [UInt32] = []
  /// The post that it answers, or `none`: for roots, stubs, and answers to nobody knows what.
  public internal(set) var answered: [UInt32] = []
  /// Milliseconds since 1970, or `untimed`.
  public internal(set) var times: [Int64] = []
  /// What each post is beside its columns.
  public internal(set) var flags: [Flags] = []
  /// Index into `platformNames`.
  public internal(set) var platforms: [UInt32] = []
  /// The id, as the platform writes it.
  public internal(set) var ids: [ExternalID] = []
  /// The platforms' names.
  public internal(set) var platformNames: [String] = []

  /// No posts.
  public init() {}

  /// How many posts there are, stubs included.
  public var count: Int { authors.count }

  /// The post's time, or nil.
  @inlinable
  public func time(of post: Int) -> Timestamp? {
    times[post] == Self.untimed ? nil : Timestamp(milliseconds: times[post])
  }
}
