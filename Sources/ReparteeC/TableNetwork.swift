import ReparteeAnalysis
import ReparteeGraph

/// Puts a network together from tables of posts, follows, replies between accounts and a roster, by the rules by which files
/// are imported: see the guide's page on measures, section 0.
struct TableNetwork {
  /// The tables of a caller; nil where it gives none.
  struct Tables {
    var posts: ArrowTable?
    var follows: ArrowTable?
    var replies: ArrowTable?
    var roster: ArrowTable?
    /// How the columns of posts are called, where that is not as usual.
    var renamed: [String: String] = [:]

    fileprivate func columns(_ table: ArrowTable, _ what: String) -> TableColumns {
      TableColumns(table: table, what: what, renamed: what == "posts" ? renamed : [:])
    }
  }

  /// What became of rows.
  struct Counts: Sendable {
    var rows = QualityLedger.Rows()
    /// Rows of posts without an id.
    var withoutID = 0
    /// Rows that give a post another author than the row that was kept.
    var contradictions = 0
    /// Rows of follows and replies without a second end.
    var withoutEnd = 0
    /// Rows of the roster that name nobody in the other tables, or nobody alone.
    var unmatched = 0
  }

  /// The columns that each table may have, in the order in which their names are tried.
  enum Names {
    static let id = ["id", "post_id"]
    static let author = ["author", "author_id", "speaker"]
    static let parent = ["parent", "reply_to", "parent_id", "in_reply_to_status_id"]
    static let time = ["time", "timestamp", "created_at"]
    static let root = ["conversation", "conversation_id"]
    static let kind = ["kind"]
    static let platform = ["platform"]
    static let handle = ["handle"]
    static let name = ["name"]
    static let replyCount = ["reply_count"]
    static let parentAuthor = ["parent_author", "in_reply_to_user_id"]
    static let authorFollowers = ["followers"]
    static let posts = Set(
      [
        id, author, parent, time, root, kind, platform, handle, name, replyCount, parentAuthor, authorFollowers,
      ].flatMap(\.self))
    static let follower = ["follower"]
    static let followed = ["followed"]
    static let follows = Set([follower, followed, platform].flatMap(\.self))
    static let actor = ["actor", "source"]
    static let target = ["target"]
    static let count = ["count"]
    static let replies = Set([actor, target, time, count, platform].flatMap(\.self))
    static let account = ["id", "account"]
    static let organisation = ["organisation", "organization"]
    static let role = ["role"]
    static let voice = ["voice"]
    static let followers = ["followers"]
    static let roster = Set(
      [account, handle, name, kind, organisation, role, voice, followers, platform].flatMap(\.self))
  }

  private let tables: Tables
  private let work: Work?
  private let platforms: Platforms
  private var accounts = AccountTable()
  private var handles: [UInt32: Latest] = [:]
  private var names: [UInt32: Latest] = [:]
  private var followers: [UInt32: (count: Int64, time: Int64)] = [:]
  /// Replies between voices that are no posts.
  private var pending: [Reply] = []
  private(set) var counts = Counts()
  private var builder = NetworkBuilder()

  /// The text that the latest row gives.
  private struct Latest {
    var text: String
    var time: Int64
  }

  /// - Throws: `TableError` where a table is not what its name says.
  init(_ tables: Tables, platform: String, completeFollows: Bool, quotes: NetworkBuilder.QuoteRule, _ work: Work?)
    throws
  {
    self.tables = tables
    self.work = work
    var columns: [(ArrowTable.Column, of: String)] = []
    for (table, what) in [
      (tables.posts, "posts"), (tables.follows, "follows"), (tables.replies, "replies"), (tables.roster, "roster"),
    ] {
      guard let table else { continue }
      if let column = try tables.columns(table, what).optional(Names.platform) {
        columns.append((column, what))
      }
    }
    platforms = try Platforms(standard: platform, columns: columns)
    for name in platforms.names { _ = builder.platform(named: name) }
    if completeFollows { builder.completeFollows = Set(platforms.names) }
    builder.quoteRule = quotes
  }

  /// The network.
  /// - Complexity: that of ``PostNumbers`` and of building a network.
  consuming func build() throws -> (network: SocialNetwork, counts: Counts) {
    // Columns are read where tables keep them.
    defer { withExtendedLifetime(tables) {} }
    try readTables()
    try work?.reach(0.6)
    let counts = counts
    FreedMemory.giveBack()
    let network = builder.build()
    FreedMemory.giveBack()
    try work?.reach(1)
    return (network, counts)
  }

  /// Reads everything into the builder. What that takes beside it is given back before a network is built.
  private mutating func readTables() throws {
    let posts = try tables.posts.map {
      try PostRows($0, tables.columns($0, "posts"), platforms, builder.quoteRule, work)
    }
    try work?.reach(0.25)
    // Accounts that anything names exist; numbers are those of first mention until all are known.
    var authors = try posts.map { try readAuthors($0) } ?? []
    var parentAuthors = try posts.map { try readParentAuthors($0) } ?? []
    let follows = try readFollows()
    let replies = try readReplies()
    let roster = try readRoster()
    let voices = numberVoices(roster)
    try work?.reach(0.35)
    pending = replies.map {
      Reply(actor: voices[Int($0.actor)], target: voices[Int($0.target)], time: $0.time, count: $0.count)
    }
    addFollows(follows, voices)
    accounts = AccountTable()
    (handles, names, followers) = ([:], [:], [:])
    for row in authors.indices where authors[row] != Voices.none { authors[row] = voices[Int(authors[row])] }
    for row in parentAuthors.indices where parentAuthors[row] != Voices.none {
      parentAuthors[row] = voices[Int(parentAuthors[row])]
    }
    if let posts { try addPosts(posts, authors, parentAuthors) }
    addReplies()
  }
}

extension TableNetwork {
  /// The rows of posts and what they hold. It goes before the network is built, and with it what numbers took.
  private struct PostRows {
    let table: ArrowTable
    let author: IDColumn
    let parentAuthor: IDColumn?
    let followers: CountColumn?
    let time: TimeColumn?
    let kind: TextColumn?
    let handle: TextColumn?
    let name: TextColumn?
    let replyCount: CountColumn?
    let platforms: PlatformColumn
    let numbers: PostNumbers
    let hasZero: Bool

    init(
      _ table: ArrowTable, _ columns: TableColumns, _ all: Platforms, _ quotes: NetworkBuilder.QuoteRule, _ work: Work?
    ) throws {
      self.table = table
      let id = try columns.ids(Names.id)
      author = try columns.ids(Names.author)
      parentAuthor = try columns.optionalIDs(Names.parentAuthor)
      followers = try columns.counts(Names.authorFollowers)
      let parent = try columns.optionalIDs(Names.parent)
      let root = try columns.optionalIDs(Names.root)
      time = try columns.times(Names.time)
      kind = try columns.text(Names.kind)
      handle = try columns.text(Names.handle)
      name = try columns.text(Names.name)
      replyCount = try columns.counts(Names.replyCount)
      platforms = all.column(try columns.optional(Names.platform), rows: table.rows)
      try work?.reach(0.05)
      var hasZero = false
      id.forEach { _, value in if case .number(0) = value { hasZero = true } }
      // Where posts are numbered from 0, people may be.
      self.hasZero = hasZero
      numbers = try PostNumbers(
        PostNumbers.Columns(rows: table.rows, id: id, parent: parent, root: root, platforms: platforms), work)
    }

    func kind(_ row: Int, hasParent: Bool) throws -> PostKind {
      guard let text = kind?[row] else { return hasParent ? .reply : .post }
      if let kind = PostKind(rawValue: text) { return kind }
      let known = PostKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw TableError("posts: kind: row \(row + 1): expected one of \(known), found “\(text.prefix(60))”.")
    }
  }

  private mutating func readAuthors(_ posts: PostRows) throws -> [UInt32] {
    var authors = [UInt32](hugePages: posts.table.rows, repeating: Voices.none)
    try posts.author.forEach { row, value in
      if row & 0xFFFFF == 0 { try work?.check() }
      if value.isNobody, posts.hasZero, case .number = value {} else if value.isNobody { return }
      guard let account = accounts.number(of: value, platform: posts.platforms[row]) else { return }
      authors[row] = account
    }
    if let column = posts.followers {
      for row in authors.indices where authors[row] != Voices.none {
        guard let count = column[row] else { continue }
        let time = posts.time?[row] ?? .min
        // Of equal moments the larger count is taken.
        if let held = followers[authors[row]], (held.time, held.count) >= (time, count) { continue }
        followers[authors[row]] = (count, time)
      }
    }
    if posts.handle != nil || posts.name != nil {
      for row in authors.indices where authors[row] != Voices.none {
        let time = posts.time?[row] ?? .min
        note(posts.handle?[row].map(TableNetwork.bareHandle), of: authors[row], at: time, in: &handles)
        note(posts.name?[row], of: authors[row], at: time, in: &names)
      }
    }
    return authors
  }

  /// Whom each row answers, where it says so beside the post; empty where no row can.
  private mutating func readParentAuthors(_ posts: PostRows) throws -> [UInt32] {
    guard let column = posts.parentAuthor else { return [] }
    var authors = [UInt32](hugePages: posts.table.rows, repeating: Voices.none)
    try column.forEach { row, value in
      if row & 0xFFFFF == 0 { try work?.check() }
      if value.isNobody { return }
      if let account = accounts.number(of: value, platform: posts.platforms[row]) { authors[row] = account }
    }
    return authors
  }

  /// A handle without the `@` and the blanks that people put around it.
  private static func bareHandle(_ handle: String) -> String {
    let start = handle.drop { $0.isWhitespace }.drop { $0 == "@" }
    let end = start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex
    return String(start[..<end])
  }

  /// Of equal moments the smaller text is taken, whatever the order of rows.
  private func note(_ text: String?, of account: UInt32, at time: Int64, in latest: inout [UInt32: Latest]) {
    guard let text, !text.isEmpty else { return }
    if let held = latest[account] {
      if time < held.time { return }
      if time == held.time, !text.utf8.lexicographicallyPrecedes(held.text.utf8) { return }
    }
    latest[account] = Latest(text: text, time: time)
  }

  private mutating func readFollows() throws -> [(follower: UInt32, followed: UInt32)] {
    guard let table = tables.follows else { return [] }
    let columns = TableColumns(table: table, what: "follows")
    let (follower, followed) = (try columns.ids(Names.follower), try columns.ids(Names.followed))
    let platforms = platforms.column(try columns.optional(Names.platform), rows: table.rows)
    var follows: [(follower: UInt32, followed: UInt32)] = []
    follows.reserveCapacity(table.rows)
    for row in 0..<table.rows {
      if row & 0xFFFFF == 0 { try work?.check() }
      guard let first = person(follower[row], platforms[row]), let second = person(followed[row], platforms[row]) else {
        counts.withoutEnd += 1
        continue
      }
      follows.append((first, second))
    }
    count(table.rows, kept: follows.count)
    return follows
  }

  private struct Reply {
    var actor: UInt32
    var target: UInt32
    var time: Int64
    var count: Int64
  }

  private mutating func readReplies() throws -> [Reply] {
    guard let table = tables.replies else { return [] }
    let columns = TableColumns(table: table, what: "replies")
    let (actor, target) = (try columns.ids(Names.actor), try columns.ids(Names.target))
    let (time, count) = (try columns.times(Names.time), try columns.counts(Names.count))
    let platforms = platforms.column(try columns.optional(Names.platform), rows: table.rows)
    var replies: [Reply] = []
    replies.reserveCapacity(table.rows)
    for row in 0..<table.rows {
      if row & 0xFFFFF == 0 { try work?.check() }
      guard let first = person(actor[row], platforms[row]), let second = person(target[row], platforms[row]) else {
        counts.withoutEnd += 1
        continue
      }
      let events = count?[row] ?? 1
      // A reply that did not happen names people all the same.
      if events == 0 { continue }
      replies.append(Reply(actor: first, target: second, time: time?[row] ?? Posts.untimed, count: events))
    }
    self.count(table.rows, kept: replies.count)
    return replies
  }

  /// The account that a column of people names.
  private mutating func person(_ value: IDValue, _ platform: UInt16) -> UInt32? {
    if case .negative(-1) = value { return nil }
    return accounts.number(of: value, platform: platform)
  }

  private mutating func count(_ rows: Int, kept: Int) {
    counts.rows.sources += 1
    counts.rows.rowsIn += rows
    counts.rows.kept += kept
    counts.rows.rejected += rows - kept
  }
}

extension TableNetwork {
  /// What the roster says of an account.
  private struct Entry {
    var handle: String?
    var name: String?
    var kind = VoiceKind.unknown
    var organisation: String?
    var role: String?
    var voice: String?
    var followers: Int64?
  }

  /// The roster's lines by account: by id, else by handle whatever its case. Of several lines the last one holds.
  private mutating func readRoster() throws -> [UInt32: Entry] {
    guard let table = tables.roster else { return [:] }
    let columns = TableColumns(table: table, what: "roster")
    let (id, handle) = (try columns.optionalIDs(Names.account), try columns.text(Names.handle))
    if id == nil, handle == nil { _ = try columns.required(Names.account + Names.handle) }
    let (name, kind) = (try columns.text(Names.name), try columns.text(Names.kind))
    let (organisation, role) = (try columns.text(Names.organisation), try columns.text(Names.role))
    let (voice, followers) = (try columns.text(Names.voice), try columns.counts(Names.followers))
    let named = try columns.optional(Names.platform)
    let platforms = platforms.column(named, rows: table.rows)
    let platformText = try named.map { try TextColumn($0, of: "roster") }
    var accountsOfHandle: [String: [UInt32]] = [:]
    for (account, handle) in handles { accountsOfHandle[handle.text.lowercased(), default: []].append(account) }
    for account in 0..<accounts.count where handles[UInt32(account)] == nil {
      guard case .text(let text) = accounts.id(account) else { continue }
      accountsOfHandle[text.lowercased(), default: []].append(UInt32(account))
    }
    var entries: [UInt32: Entry] = [:]
    var kept = 0
    for row in 0..<table.rows {
      var found = id.flatMap { accounts.known($0[row], platform: platforms[row]) }
      if found == nil, let handle = handle?[row] {
        let candidates = (accountsOfHandle[TableNetwork.bareHandle(handle).lowercased()] ?? []).filter {
          platformText?[row] == nil || accounts.platforms[Int($0)] == platforms[row]
        }
        found = candidates.count == 1 ? candidates[0] : nil
      }
      var entry = Entry()
      if let text = kind?[row] {
        guard let kind = VoiceKind(rawValue: text) else {
          let known = VoiceKind.allCases.map(\.rawValue).joined(separator: ", ")
          throw TableError("roster: kind: row \(row + 1): expected one of \(known), found “\(text.prefix(60))”.")
        }
        entry.kind = kind
      }
      guard let account = found else {
        counts.unmatched += 1
        continue
      }
      entry.handle = (handle?[row]).map(TableNetwork.bareHandle)
      (entry.name, entry.organisation, entry.role) = (name?[row], organisation?[row], role?[row])
      (entry.voice, entry.followers) = (voice?[row], followers?[row])
      entries[account] = entry
      kept += 1
    }
    count(table.rows, kept: kept)
    return entries
  }

  /// Gives the builder its voices in the order of platform and id, those that the roster joins as one.
  /// - Returns: the voice of each account.
  private mutating func numberVoices(_ roster: [UInt32: Entry]) -> [UInt32] {
    let places = accounts.platforms
    let order = accounts.order.map(Int.init)
    var joined: [String: [Int]] = [:]
    if !roster.isEmpty {
      for account in order {
        if let voice = roster[UInt32(account)]?.voice { joined[voice, default: []].append(account) }
      }
    }
    var voices = [UInt32](repeating: Voices.none, count: accounts.count)
    for account in order where voices[account] == Voices.none {
      let own = roster[UInt32(account)]
      let members = own?.voice.flatMap { joined[$0] } ?? [account]
      let entries = members.compactMap { roster[UInt32($0)] }
      let handle = handles[UInt32(account)]?.text ?? own?.handle
      let counted = members.compactMap { roster[UInt32($0)]?.followers ?? followers[UInt32($0)]?.count }
      let voice = builder.voices.append(
        platform: platforms.names[Int(places[account])], id: accounts.id(account), handle: own?.voice ?? handle,
        name: handle == nil ? names[UInt32(account)]?.text : nil,
        kind: entries.lazy.map(\.kind).first { $0 != .unknown } ?? .unknown,
        organisation: entries.lazy.compactMap(\.organisation).first, role: entries.lazy.compactMap(\.role).first,
        followers: counted.isEmpty
          ? nil : counted.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 })
      for member in members { voices[member] = voice }
    }
    for account in order where roster[UInt32(account)]?.voice != nil {
      let names = [handles[UInt32(account)]?.text ?? roster[UInt32(account)]?.handle, accounts.id(account).description]
      for name in names.compactMap(\.self) {
        builder.voices.addAlias(name, platform: platforms.names[Int(places[account])], of: voices[account])
      }
    }
    return voices
  }

  private mutating func addReplies() {
    // In the order of voices and times; events of one moment are counted.
    let sorted = pending.map { ($0.actor, $0.target, $0.time, $0.count) }.sorted {
      ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2)
    }
    pending = []
    var place = 0
    while place < sorted.count {
      let (actor, target, time, _) = sorted[place]
      var total: Int64 = 0
      while place < sorted.count, (sorted[place].0, sorted[place].1, sorted[place].2) == (actor, target, time) {
        total = total.addingReportingOverflow(sorted[place].3).overflow ? .max : total + sorted[place].3
        place += 1
      }
      builder.replies.append(
        actor: actor, target: target, time: time == Posts.untimed ? nil : Timestamp(milliseconds: time),
        count: UInt32(clamping: total))
    }
  }

  private mutating func addFollows(_ follows: [(follower: UInt32, followed: UInt32)], _ voices: [UInt32]) {
    if follows.isEmpty { return }
    builder.followers = Adjacency(
      nodeCount: builder.voices.count, sources: follows.map { voices[Int($0.followed)] },
      targets: follows.map { voices[Int($0.follower)] })
  }
}

extension TableNetwork {
  /// Adds every post once, in the order of platform and id.
  /// - Parameters:
  ///   - authors: voices.
  ///   - parentAuthors: voices; empty where no row says whom it answers.
  private mutating func addPosts(_ posts: PostRows, _ authors: [UInt32], _ parentAuthors: [UInt32]) throws {
    let (numbers, rows) = (posts.numbers, posts.numbers.order?.count ?? posts.table.rows)
    builder.postNames = numbers.names(keeping: posts.table)
    builder.reservePosts(rows)
    func row(_ place: Int) -> Int { numbers.order.map { Int($0[place]) } ?? place }
    var added = 0
    var place = 0
    while place < rows {
      if place & 0xFFFFF == 0 { try work?.reach(0.35 + 0.25 * Double(place) / Double(rows)) }
      let first = row(place)
      guard let id = numbers.id(first) else {
        place += 1
        continue
      }
      var end = place + 1
      if numbers.order != nil {
        while end < rows, posts.platforms[row(end)] == posts.platforms[first], numbers.id(row(end)) == id { end += 1 }
      }
      let platform = UInt32(posts.platforms[first])
      let post = try merged(posts, authors, parentAuthors, (place..<end).lazy.map(row), id: id)
      builder.add(
        NetworkBuilder.Post(
          id: id, author: post.author, parent: post.parent, parentAuthor: post.parent == nil ? nil : post.parentAuthor,
          conversation: post.root,
          time: post.time.map(Timestamp.init(milliseconds:)), kind: post.kind), platform: platform)
      if let author = post.author, let target = post.parentAuthor, post.parent == nil, target != author {
        // It says whom it answers, and not which post.
        pending.append(Reply(actor: author, target: target, time: post.time ?? Posts.untimed, count: 1))
      }
      if post.replyCount > 0 {
        builder.addReplyCount(Int(post.replyCount), isWhole: false, ofPost: id, platform: platform)
      }
      added += 1
      counts.rows.duplicates += post.repeated
      place = end
    }
    counts.withoutID = posts.table.rows - rows
    counts.rows.sources += 1
    counts.rows.rowsIn += posts.table.rows
    counts.rows.kept += added
    counts.rows.rejected += counts.withoutID + counts.contradictions
  }

  private struct MergedPost {
    var author: UInt32?
    var parentAuthor: UInt32?
    var parent: ExternalID?
    var root: ExternalID?
    var time: Int64?
    var kind = PostKind.post
    var replyCount: Int64 = 0
    /// Rows beyond the first that say the same.
    var repeated = 0
  }

  /// What the rows of one id say: of differing authors the smallest, whose rows alone count; of those the smallest parent and
  /// root, the latest time, the largest count.
  private mutating func merged(
    _ posts: PostRows, _ authors: [UInt32], _ parentAuthors: [UInt32], _ rows: some Collection<Int>, id: ExternalID
  ) throws -> MergedPost {
    // Voices stand in the order of their ids.
    let author = rows.lazy.map { authors[$0] }.filter { $0 != Voices.none }.min()
    var post = MergedPost(author: author)
    var kinds: Int?
    var used = 0
    var parentsDiffer = false
    for row in rows {
      if let author, authors[row] != Voices.none, authors[row] != author {
        counts.contradictions += 1
        continue
      }
      used += 1
      if !parentAuthors.isEmpty, parentAuthors[row] != Voices.none {
        post.parentAuthor = min(post.parentAuthor ?? parentAuthors[row], parentAuthors[row])
      }
      let (parent, root) = (posts.numbers.parent(row), posts.numbers.root(row))
      if let held = post.parent, let parent, parent != held {
        parentsDiffer = true
        post.parent = min(held, parent)
      } else {
        post.parent = post.parent ?? parent
      }
      post.root = [post.root, root].compactMap(\.self).min()
      if let time = posts.time?[row] { post.time = max(post.time ?? time, time) }
      let kind = try posts.kind(row, hasParent: parent.map { !NobodyID.isOne($0) } == true)
      let order = TableNetwork.kinds.firstIndex(of: kind) ?? 0
      if order > kinds ?? -1 { (kinds, post.kind) = (order, kind) }
      post.replyCount = max(post.replyCount, posts.replyCount?[row] ?? 0)
    }
    if parentsDiffer { builder.parentConflicts += 1 }
    post.repeated = used - 1
    return post
  }

  /// Of differing kinds of one post the last one holds.
  private static let kinds: [PostKind] = [.post, .quote, .comment, .reply]
}
