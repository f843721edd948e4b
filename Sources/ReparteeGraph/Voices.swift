/// Everyone in the network: one person or organisation channel each, owning one or more accounts.
///
/// Flat columns, indexed by voice; voices stand in the order of their first account's platform and id.
package struct Voices: Sendable {
  /// The absence of a voice, an organisation or a person.
  package static let none = UInt32.max

  /// The platform of its first account.
  package private(set) var platforms: [String] = []
  /// The id of its first account, as the platform writes it.
  package private(set) var ids: [ExternalID] = []
  /// The name the roster gives a voice of several accounts, else its account's handle, else nil.
  package private(set) var handles: [String?] = []
  /// The name that is shown of a voice without a handle, or nil.
  package private(set) var names: [String?] = []
  /// What each voice is, by the roster.
  package private(set) var kinds: [VoiceKind] = []
  /// The platforms' own count of its followers, summed over its accounts; nil where no record gives one.
  package private(set) var followerCounts: [Int64?] = []
  /// Index into `organisationNames`, or `none`.
  package private(set) var organisations: [UInt32] = []
  /// What its role is, by the roster.
  package private(set) var roles: [String?] = []
  /// The organisations, in order of first appearance.
  package private(set) var organisationNames: [String] = []

  /// What else the accounts of a joined voice are called: platform, and handle or id.
  package private(set) var aliases: [(voice: UInt32, platform: String, name: String)] = []

  private var organisationIndex: [String: UInt32] = [:]

  /// Nobody.
  package init() {}

  /// How many voices there are.
  package var count: Int { ids.count }

  /// How many have an id that is a text and differs from another's of their platform in nothing but capitals: people, it may
  /// be, whose names a table writes in two ways. Complexity: O(voices).
  package var alikeButForCase: Int {
    struct Name: Hashable {
      let platform: String
      let text: String
    }
    var found: [Name: Int] = [:]
    for (platform, id) in zip(platforms, ids) {
      if case .text(let text) = id { found[Name(platform: platform, text: text.lowercased()), default: 0] += 1 }
    }
    return found.values.reduce(0) { $0 + ($1 > 1 ? $1 : 0) }
  }

  /// Adds a voice and returns its index.
  @discardableResult
  package mutating func append(
    platform: String, id: ExternalID, handle: String? = nil, name: String? = nil, kind: VoiceKind = .unknown,
    organisation: String? = nil,
    role: String? = nil, followers: Int64? = nil
  ) -> UInt32 {
    platforms.append(platform)
    ids.append(id)
    handles.append(handle)
    names.append(name)
    kinds.append(kind)
    followerCounts.append(followers)
    roles.append(role)
    organisations.append(organisation.map { organisationNumber($0) } ?? Self.none)
    return UInt32(ids.count - 1)
  }

  /// Voices of one account each, of which no roster speaks; the columns are equally long.
  package init(
    platforms: [String], ids: [ExternalID], handles: [String?], names: [String?], followerCounts: [Int64?]
  ) {
    precondition(
      [platforms.count, handles.count, names.count, followerCounts.count].allSatisfy { $0 == ids.count },
      "the columns of voices are equally long")
    (self.platforms, self.ids, self.handles, self.names) = (platforms, ids, handles, names)
    self.followerCounts = followerCounts
    kinds = Array(repeating: .unknown, count: ids.count)
    organisations = Array(repeating: Self.none, count: ids.count)
    roles = Array(repeating: nil, count: ids.count)
  }

  /// Says of a voice what the roster says. Voices are to be described in their order, by which organisations are numbered.
  package mutating func describe(
    _ voice: Int, handle: String?, name: String?, kind: VoiceKind, organisation: String?, role: String?,
    followers: Int64?
  ) {
    (handles[voice], names[voice], kinds[voice]) = (handle, name, kind)
    organisations[voice] = organisation.map { organisationNumber($0) } ?? Self.none
    (roles[voice], followerCounts[voice]) = (role, followers)
  }

  /// Adds a name of one of the accounts that a voice is joined from.
  package mutating func addAlias(_ name: String, platform: String, of voice: UInt32) {
    aliases.append((voice, platform, name))
  }

  /// What a person calls the voice: its handle, else its name, else its id.
  package func label(of voice: Int) -> String { handles[voice] ?? names[voice] ?? ids[voice].description }

  /// The organisation's name, or nil.
  package func organisation(of voice: Int) -> String? {
    organisations[voice] == Self.none ? nil : organisationNames[Int(organisations[voice])]
  }

  private mutating func organisationNumber(_ name: String) -> UInt32 {
    if let number = organisationIndex[name] { return number }
    let number = UInt32(organisationNames.count)
    organisationNames.append(name)
    organisationIndex[name] = number
    return number
  }
}
