/// Every post: those that a file held, and stubs for parents that none did. Their numbers are those of the reply forest
/// (see `Conversations`).
///
/// 5 bytes a post beside the forest's 8.25, 3 to 4 for its time and 1 to 7 for its id (see `PackedIntegers`).
package struct Posts: Sendable {
  /// The absence of a post or an author.
  package static let none = UInt32.max
  /// The time of a post that has none.
  package static let untimed = Int64.min

  /// What a post is beside its columns.
  package struct Flags: OptionSet, Sendable {
    /// The flags as bits.
    package let rawValue: UInt8
    /// Flags from their bits.
    @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No file held it; another post names it as its parent or root.
    package static let stub = Flags(rawValue: 1)
    /// A comment of a flat branch: its place in the tree does not say whom it answers.
    package static let comment = Flags(rawValue: 2)
    /// A comment whose @-mention says whom it answers.
    package static let answersMention = Flags(rawValue: 4)
    /// It is placed under the root that a record named, since it names no parent: what it answers is not known.
    @inlinable package static var isPlacedUnderRoot: Flags { Flags(rawValue: 8) }
  }

  /// Post → the post that it answers, or `none`: for roots, stubs, and answers to an unknown post.
  ///
  /// It is the parent in the tree, where that is no guess; so it takes no memory of its own.
  package struct Answered: Sendable, RandomAccessCollection {
    @usableFromInline let parents: [UInt32]
    @usableFromInline let flags: [Flags]

    init(parents: [UInt32], flags: [Flags]) {
      self.parents = parents
      self.flags = flags
    }

    /// Zero.
    @inlinable package var startIndex: Int { 0 }
    /// How many posts there are.
    @inlinable package var endIndex: Int { parents.count }

    /// The post that `post` answers, or `none`.
    @inlinable
    package subscript(post: Int) -> UInt32 {
      flags[post].contains(.isPlacedUnderRoot) ? Posts.none : parents[post]
    }
  }

  /// Who wrote it (a voice), or `none`.
  package internal(set) var authors: [UInt32] = []
  /// The post that it answers.
  package internal(set) var answered = Answered(parents: [], flags: [])
  /// Milliseconds since 1970, or `untimed`.
  package internal(set) var times = PackedIntegers()
  /// What each post is beside its columns.
  package internal(set) var flags: [Flags] = []
  /// The id, as the platform writes it.
  package internal(set) var ids = ExternalIDs()
  /// How many replies the platforms counted below those posts that have a count.
  package internal(set) var replyCounts = ReplyCounts()
  /// The first post of each platform, ascending, with the platform's name: conversations do not cross platforms.
  var platforms: [(start: Int, name: String)] = []

  /// No posts.
  package init() {}

  /// How many posts there are, stubs included.
  package var count: Int { authors.count }

  /// The post's time, or nil.
  @inlinable
  package func time(of post: Int) -> Timestamp? {
    times[post] == Self.untimed ? nil : Timestamp(milliseconds: times[post])
  }

  /// The name of the post's platform.
  package func platform(of post: Int) -> String { platforms.last { $0.start <= post }?.name ?? "" }

  /// The posts of each platform, and its name.
  package var platformRanges: [(platform: String, posts: Range<Int>)] {
    zip(platforms, platforms.dropFirst().map(\.start) + [count]).map { ($0.name, $0.start..<$1) }
  }

  /// The posts in the order of platform and id. Complexity: O(n log n).
  package var orderedByID: [UInt32] {
    platformRanges.flatMap { _, posts in
      (UInt32(posts.lowerBound)..<UInt32(posts.upperBound)).sorted { ids.precedes(Int($0), Int($1)) }
    }
  }

  /// Whether `left` stands before `right` in the order of time, or at the same time in that of platform and id.
  package func isEarlier(_ left: Int, _ right: Int) -> Bool {
    if times[left] != times[right] { return times[left] < times[right] }
    let (leftPlatform, rightPlatform) = (platform(of: left), platform(of: right))
    return leftPlatform == rightPlatform ? ids.precedes(left, right) : leftPlatform < rightPlatform
  }
}
