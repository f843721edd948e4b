import GRDB
import ReparteeGraph

/// A network that is kept in its store as columns, so that commands need not put it together from rows.
///
/// It is written once what it is made of has changed, and it holds as long as the file's change counter says that nothing
/// has changed since: a change by whatever program makes it void, and every change by this one deletes it, so that what is
/// taken back or forgotten is in no block of it. Roster and follows are no part of it, since they are read as fast; but its
/// posts speak of voices, so it holds only where the roster joins accounts as it did when it was written.
///
/// Beside it stands what was measured on it (`VoiceMeasuring`), which any change makes void likewise.
enum KeptNetwork {
  /// `network_state` has one row: the change counter once the columns are on the disk, and how they are written.
  static let schema = """
    \(ColumnTable.schema)
    CREATE TABLE network_state (
      change INTEGER NOT NULL,
      layout INTEGER NOT NULL
    );
    """

  /// Another number for every change to the columns, or to how a network is put together: what an earlier version wrote is
  /// not read.
  private static let layout: Int64 = 2

  // MARK: Whether it holds

  /// Whether what is kept holds; the connection has to have begun to read.
  static func isCurrent(in database: Database) throws -> Bool {
    guard let state = try Row.fetchOne(database, sql: "SELECT change, layout FROM network_state"),
      state["layout"] as Int64 == layout, let value = ChangeCounter.value(in: database)
    else { return false }
    return state["change"] as Int64 == value
  }

  /// Deletes it, in a transaction that changes what it was made of.
  static func drop(in database: Database) throws {
    guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM network_state)") == true else { return }
    // What is deleted here may be about to be forgotten.
    try database.execute(sql: "PRAGMA secure_delete = ON; DELETE FROM network_block; DELETE FROM network_state")
  }

  /// Lets it hold after this transaction too, which changes nothing of what it was made of.
  static func renew(in database: Database) throws {
    guard let value = ChangeCounter.value(in: database) else { return }
    try database.execute(sql: "UPDATE network_state SET change = ?", arguments: [value + 1])
  }

  // MARK: Writing

  /// Keeps what was read from the store in this transaction, which has changed nothing yet.
  /// - Returns: false where it cannot be kept.
  @discardableResult
  static func write(
    _ network: SocialNetwork, _ accounts: AccountColumns, _ circumstances: Circumstances, in database: Database
  ) throws -> Bool {
    guard let change = ChangeCounter.value(in: database) else { return false }
    // Numbers below zero, which no file gives, are no ids of packed columns.
    guard accounts.ids.allSatisfy({ if case .number(let number) = $0 { number >= 0 } else { true } }),
      NetworkColumns(network).texts.allSatisfy({ if case .text = $0 { true } else { false } })
    else { return false }
    try drop(in: database)
    let writer = try ColumnWriter(database)
    let columns = NetworkColumns(network)
    try writer.write(circumstances.numbers + columns.quality.numbers, as: .circumstances)
    try writer.write(accounts, as: .accountRows)
    try writer.write(columns.depths, as: .depths)
    try writer.write(columns.authors, as: .authors)
    try writer.write(columns.flags.map(UInt32.init), as: .flags)
    try writer.write(columns.times, as: .times)
    try writer.write(columns.ids, as: .ids)
    try writer.write(columns.texts.map { "\($0)" }, as: .texts)
    try writer.write(columns.platforms, starts: .platformStarts, names: .platformNames)
    try writer.write(columns.replyCounts.map(\.post), as: .countedPosts)
    try writer.write(columns.replyCounts.map(\.replies), as: .countedReplies)
    try writer.write(columns.replyCounts.map { $0.isWhole ? 1 : 0 }, as: .countsAreWhole)
    if circumstances.hasReplies { try writer.write(network.replies, as: .replies) }
    if circumstances.hasReposts { try writer.write(network.reposts, as: .reposts) }
    try database.execute(
      sql: "INSERT INTO network_state (change, layout) VALUES (?, ?)", arguments: [change + 1, layout])
    return true
  }

  /// Keeps what was measured of every voice beside the network that is kept in this transaction: numbers alone, whose meaning
  /// is the caller's.
  static func write(results: [[UInt32]], in database: Database) throws {
    let writer = try ColumnWriter(database)
    try writer.write([UInt32(results.count)], as: .resultCount)
    for (place, column) in results.enumerated() { try writer.write(column, column: firstResult + Int64(place) * 2) }
  }

  /// Where columns of results begin.
  private static let firstResult: Int64 = 256

  // MARK: Reading

  /// What was kept of results; nil where there is nothing.
  static func results(_ reader: ColumnReader) throws -> [[UInt32]]? {
    guard let count = try reader.numbers(.resultCount).first, count < 1024 else { return nil }
    return try (0..<Int64(count)).map { try reader.numbers(column: firstResult + $0 * 2) }
  }

  /// On what the kept posts depend besides the rows that they were made of.
  struct Circumstances: Equatable {
    /// A hash of who shares a voice with whom; 0 where nobody does.
    var joinedVoices: UInt64 = 0
    /// Whether a quote answers what it quotes under one rule, and begins a conversation under another.
    var dependsOnQuotes = false
    /// Whether replies that name no post are among the columns; packed ones are read from their own blocks.
    var hasReplies = true
    /// The same of reposts.
    var hasReposts = true

    fileprivate var numbers: [UInt32] {
      [UInt32(truncatingIfNeeded: joinedVoices), UInt32(joinedVoices >> 32)]
        + [dependsOnQuotes, hasReplies, hasReposts].map { $0 ? 1 : 0 }
    }

    fileprivate init(numbers: ArraySlice<UInt32>) {
      let numbers = Array(numbers)
      joinedVoices = UInt64(numbers[0]) | UInt64(numbers[1]) << 32
      (dependsOnQuotes, hasReplies, hasReposts) = (numbers[2] != 0, numbers[3] != 0, numbers[4] != 0)
    }

    init(joinedVoices: UInt64 = 0, dependsOnQuotes: Bool = false) {
      (self.joinedVoices, self.dependsOnQuotes) = (joinedVoices, dependsOnQuotes)
    }
  }

  /// How many numbers `Circumstances` and `NetworkQuality` take.
  private static let circumstances = 5

  /// What it depends on, and what was found wrong.
  static func circumstances(_ reader: ColumnReader) throws -> (Circumstances, NetworkQuality) {
    let numbers = try reader.numbers(.circumstances)
    guard numbers.count == circumstances + NetworkQuality.fields.count else { throw DamagedColumn() }
    return (Circumstances(numbers: numbers[..<circumstances]), NetworkQuality(numbers: numbers[circumstances...]))
  }

  /// The posts, and what was found wrong.
  static func posts(_ reader: ColumnReader, _ quality: NetworkQuality) throws -> NetworkColumns {
    var columns = NetworkColumns()
    columns.quality = quality
    columns.depths = try reader.numbers(.depths)
    columns.authors = try reader.numbers(.authors)
    columns.flags = try reader.numbers(.flags).map { UInt8(truncatingIfNeeded: $0) }
    columns.times = try reader.integers(.times, count: columns.authors.count)
    columns.ids = try reader.integers(.ids, count: columns.authors.count)
    columns.texts = try reader.texts(.texts).map { .text($0 ?? "") }
    columns.platforms = try reader.platforms(starts: .platformStarts, names: .platformNames)
    let (posts, replies) = (try reader.numbers(.countedPosts), try reader.numbers(.countedReplies))
    let areWhole = try reader.numbers(.countsAreWhole)
    guard posts.count == replies.count, posts.count == areWhole.count else { throw DamagedColumn() }
    columns.replyCounts = posts.indices.map {
      ReplyCounts.Count(post: posts[$0], replies: replies[$0], isWhole: areWhole[$0] == 1)
    }
    return columns
  }
}

/// The columns' numbers. Each is two columns of the table: the second one has the bytes of texts, whose lengths are in the
/// first, and the codes of packed integers, whose blocks are.
enum KeptColumn: Int64 {
  case circumstances
  case accountRows, accountIDs, accountTexts, accountPlatformStarts, accountPlatformNames
  case accountHandles, accountNames, accountFollowers
  case depths, authors, flags, times, ids, texts, platformStarts, platformNames
  case countedPosts, countedReplies, countsAreWhole
  case resultCount
  // Each of these takes four: actors, targets, times and counts.
  case replies = 32
  case reposts = 36

  var first: Int64 { rawValue * 2 }
}

extension NetworkQuality {
  /// What is kept of it, in this order.
  fileprivate static var fields: [WritableKeyPath<NetworkQuality, Int>] {
    [
      \.posts, \.undated, \.replies, \.orphans, \.stubs, \.cyclesCut, \.selfReplies, \.unknownAuthors,
      \.parentConflicts,
      \.answersByMention,
    ]
  }

  fileprivate var numbers: [UInt32] { NetworkQuality.fields.map { UInt32(clamping: self[keyPath: $0]) } }

  fileprivate init(numbers: ArraySlice<UInt32>) {
    self.init()
    for (field, number) in zip(NetworkQuality.fields, numbers) { self[keyPath: field] = Int(number) }
  }
}

extension ColumnWriter {
  fileprivate func write(_ numbers: [UInt32], as column: KeptColumn) throws {
    try write(numbers, column: column.first)
  }

  fileprivate func write(_ integers: PackedIntegers, as column: Int64) throws {
    try integers.withBytes { blocks, words in
      try write(bytes: blocks, column: column)
      try write(bytes: words, column: column + 1)
    }
  }

  fileprivate func write(_ integers: PackedIntegers, as column: KeptColumn) throws {
    try write(integers, as: column.first)
  }

  fileprivate func write(_ texts: [String?], as column: KeptColumn) throws {
    try write(texts.map { $0.map { UInt32($0.utf8.count) } ?? .max }, as: column)
    var bytes: [UInt8] = []
    for text in texts { if let text { bytes.append(contentsOf: text.utf8) } }
    try bytes.withUnsafeBytes { try write(bytes: $0, column: column.first + 1) }
  }

  fileprivate func write(
    _ platforms: [(start: Int, name: String)], starts: KeptColumn, names: KeptColumn
  ) throws {
    try write(platforms.map { UInt32($0.start) }, as: starts)
    try write(platforms.map(\.name), as: names)
  }

  fileprivate func write(_ accounts: AccountColumns, as column: KeptColumn) throws {
    try write(accounts.rows, as: column)
    var texts: [String] = []
    let keys = accounts.ids.map { id -> Int64 in
      switch id {
      case .number(let number): return number
      case .text(let text):
        texts.append(text)
        return ~Int64(texts.count - 1)
      }
    }
    try write(PackedIntegers(keys), as: .accountIDs)
    try write(texts, as: .accountTexts)
    try write(accounts.platforms, starts: .accountPlatformStarts, names: .accountPlatformNames)
    try write(accounts.handles, as: .accountHandles)
    try write(accounts.names, as: .accountNames)
    try write(PackedIntegers(accounts.followers.map { $0 ?? .min }), as: .accountFollowers)
  }

  fileprivate func write(_ interactions: AccountInteractions, as column: KeptColumn) throws {
    try write(interactions.actors, column: column.first)
    try write(interactions.targets, column: column.first + 2)
    try write(PackedIntegers(interactions.times), as: column.first + 4)
    try write(interactions.counts, column: column.first + 6)
  }
}

extension ColumnReader {
  func numbers(_ column: KeptColumn) throws -> [UInt32] { try numbers(column: column.first) }

  fileprivate func integers(_ column: Int64, count: Int) throws -> PackedIntegers {
    let blocks = try bytes(column: column, as: UInt8.self)
    guard
      let integers = PackedIntegers(count: count, blocks: blocks, words: try bytes(column: column + 1, as: UInt64.self))
    else { throw DamagedColumn() }
    return integers
  }

  fileprivate func integers(_ column: KeptColumn, count: Int) throws -> PackedIntegers {
    try integers(column.first, count: count)
  }

  /// In bounds: the lengths are compared with the bytes that there are before one is read.
  fileprivate func texts(_ column: KeptColumn) throws -> [String?] {
    let lengths = try numbers(column)
    let bytes = try bytes(column: column.first + 1, as: UInt8.self)
    let ranges = Cores.blocks(of: lengths.count, size: 1 << 14)
    var starts = [0]
    for range in ranges {
      starts.append(lengths[range].reduce(starts[starts.count - 1]) { $0 + ($1 == .max ? 0 : Int($1)) })
    }
    guard starts.last == bytes.count else { throw DamagedColumn() }
    return bytes.withUnsafeBufferPointer { bytes in
      [String?](unsafeUninitializedCapacity: lengths.count) { texts, count in
        let texts = texts
        Cores.forEach(count: ranges.count) { range in
          var start = starts[range]
          for place in ranges[range] {
            guard lengths[place] != .max else {
              texts.initializeElement(at: place, to: nil)
              continue
            }
            let end = start + Int(lengths[place])
            texts.initializeElement(
              at: place, to: String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self))
            start = end
          }
        }
        count = lengths.count
      }
    }
  }

  fileprivate func platforms(starts: KeptColumn, names: KeptColumn) throws -> [(start: Int, name: String)] {
    let (starts, names) = (try numbers(starts), try texts(names))
    guard starts.count == names.count else { throw DamagedColumn() }
    return zip(starts, names).map { (Int($0), $1 ?? "") }
  }

  /// All accounts.
  func accounts() throws -> AccountColumns {
    var accounts = AccountColumns()
    accounts.rows = try numbers(.accountRows)
    let count = accounts.rows.count
    let (keys, texts) = (try integers(.accountIDs, count: count), try texts(.accountTexts))
    guard texts.allSatisfy({ $0 != nil }), keys.allSatisfy({ $0 >= 0 || $0 >= ~Int64(texts.count) + 1 }) else {
      throw DamagedColumn()
    }
    accounts.ids = keys.map { $0 >= 0 ? .number($0) : .text((texts[Int(~$0)]) ?? "") }
    accounts.platforms = try platforms(starts: .accountPlatformStarts, names: .accountPlatformNames)
    accounts.handles = try self.texts(.accountHandles)
    accounts.names = try self.texts(.accountNames)
    let followers = try integers(.accountFollowers, count: count)
    accounts.followers = followers.map { $0 == .min ? nil : $0 }
    guard accounts.handles.count == count, accounts.names.count == count,
      accounts.rows.allSatisfy({ $0 > 0 && $0 < .max }),
      accounts.platforms.first.map({ $0.start == 0 }) ?? (count == 0),
      zip(accounts.platforms, accounts.platforms.dropFirst()).allSatisfy({ $0.start < $1.start }),
      accounts.platforms.last.map({ $0.start < count }) ?? true
    else { throw DamagedColumn() }
    return accounts
  }

  /// Replies that name no post, or reposts, unpacked when they are asked for.
  func interactions(_ column: KeptColumn) throws -> @Sendable () -> AccountInteractions {
    let (actors, targets) = (try packedNumbers(column: column.first), try packedNumbers(column: column.first + 2))
    let times = try integers(column.first + 4, count: actors.count)
    let counts = try packedNumbers(column: column.first + 6)
    guard targets.count == actors.count, counts.count == actors.count else { throw DamagedColumn() }
    return {
      AccountInteractions(
        actors: actors.numbers, targets: targets.numbers, times: Array(times), counts: counts.numbers)
    }
  }
}
