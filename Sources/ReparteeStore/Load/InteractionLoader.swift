import GRDB
import ReparteeGraph

/// Reads what accounts did towards each other.
struct InteractionLoader {
  let database: Database
  /// Row id → voice; `Voices.none` where no account has that id.
  let voiceOfAccount: [UInt32]

  init(_ database: Database, voiceOfAccount: [UInt32]) {
    (self.database, self.voiceOfAccount) = (database, voiceOfAccount)
  }

  /// What accounts did towards each other, in the order of voices and times, since that of row ids would show the order
  /// of imports. Rows that several sources hold count once, at their largest count.
  func load(_ kind: InteractionKind) throws -> AccountInteractions { try prepare(kind)() }

  /// Reads what the store holds of a kind, and returns what makes interactions of voices of it: blocks stay packed until then.
  /// - Throws: `DamagedInteractions`, and `DamagedRow` where an account does not exist.
  func prepare(_ kind: InteractionKind) throws -> @Sendable () -> AccountInteractions {
    let rows = try rows(of: kind)
    let blocks = try InteractionLoader.blocks(of: kind, in: database)
    try requireAccounts(of: blocks)
    let voiceOfAccount = voiceOfAccount
    return { InteractionLoader.interactions(rows: rows, blocks: blocks, voiceOfAccount: voiceOfAccount) }
  }

  /// Acts of accounts, by row id.
  private struct Act: BitwiseCopyable {
    var pair: UInt64
    var time: Int64
    var count: Int64
    /// Whether it belongs to posts, of which several may fall on one moment.
    var isOfPosts: Bool
  }

  /// Whether interactions of a kind are packed.
  static func isPacked(_ kind: InteractionKind, in database: Database) throws -> Bool {
    let code = InteractionKindCode(kind).rawValue
    return try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM interaction_block WHERE kind = ?)", arguments: [code]) == true
  }

  static func blocks(of kind: InteractionKind, in database: Database) throws -> [InteractionBlock] {
    var blocks: [InteractionBlock] = []
    try InteractionBlock.forEach(in: database, where: "kind = ?", InteractionKindCode(kind).rawValue) {
      blocks.append($0.block)
    }
    return blocks
  }

  /// The rows of a kind: acts of posts summed up by pair and time, others as they are.
  private func rows(of kind: InteractionKind) throws -> [Act] {
    let statement = try BulkStatement(
      database,
      """
      SELECT actor, target, time, post, count FROM interaction WHERE kind = ? ORDER BY actor, target, time, post
      """)
    statement.bind(1, InteractionKindCode(kind).rawValue)
    var acts: [Act] = []
    var last: (actor: Int64?, target: Int64?, time: Int64, post: ExternalID?, count: Int64)?
    try statement.forEachRow {
      let (actor, target) = (statement.integer(0), statement.integer(1))
      guard try Voices.voice(actor, in: voiceOfAccount) != nil, try Voices.voice(target, in: voiceOfAccount) != nil,
        let actor, let target
      else { throw DamagedRow() }
      let row = (
        actor: Optional(actor), target: Optional(target), time: statement.integer(2) ?? Schema.untimed,
        post: statement.id(3), count: statement.integer(4) ?? 1
      )
      let isOfPost = row.post != .text("")
      let pair = ActList.pair(UInt32(truncatingIfNeeded: actor), UInt32(truncatingIfNeeded: target))
      guard isOfPost, let previous = last, previous.actor == row.actor, previous.target == row.target,
        previous.time == row.time, acts.last?.isOfPosts == true
      else {
        last = row
        acts.append(Act(pair: pair, time: row.time, count: row.count, isOfPosts: isOfPost))
        return
      }
      // Another event of the same moment, or what another source says of the same one.
      let isSame = previous.post == row.post
      acts[acts.count - 1].count += isSame ? max(0, row.count - previous.count) : row.count
      last = row
      if isSame { last?.count = max(previous.count, row.count) }
    }
    return acts
  }

  /// - Throws: `DamagedRow` where a block names an account that does not exist.
  private func requireAccounts(of blocks: [InteractionBlock]) throws {
    let voiceOfAccount = voiceOfAccount
    func exists(_ account: UInt64) -> Bool {
      account < UInt64(voiceOfAccount.count) && voiceOfAccount[Int(account)] != Voices.none
    }
    let areSound = Cores.map(count: blocks.count) { index in
      let pairs = [UInt64](unsafeUninitializedCapacity: blocks[index].rows) { pairs, filled in
        filled = blocks[index].rows
        blocks[index].decode(pairs: pairs, times: nil, counts: nil)
      }
      return pairs.allSatisfy { exists($0 >> 32) && exists($0 & 0xFFFF_FFFF) }
    }
    if !areSound.allSatisfy(\.self) { throw DamagedRow() }
  }

  /// In bounds: every account of rows and blocks has a voice.
  private static func interactions(
    rows: [Act], blocks: [InteractionBlock], voiceOfAccount: [UInt32]
  ) -> AccountInteractions {
    if rows.isEmpty, let interactions = inOrder(blocks, voiceOfAccount: voiceOfAccount) { return interactions }
    var acts = unpacked(blocks)
    if acts.isEmpty {
      acts = rows
    } else if !rows.isEmpty {
      acts += rows
    }
    sort(&acts)
    merge(&acts)
    voiceOfAccount.withUnsafeBufferPointer { voices in
      for place in acts.indices {
        let pair = acts[place].pair
        acts[place].pair = ActList.pair(voices[Int(pair >> 32)], voices[Int(pair & 0xFFFF_FFFF)])
      }
    }
    sort(&acts)
    return AccountInteractions(
      actors: acts.map { UInt32(truncatingIfNeeded: $0.pair >> 32) },
      targets: acts.map { UInt32(truncatingIfNeeded: $0.pair) }, times: acts.map(\.time),
      counts: acts.map { UInt32(clamping: $0.count) })
  }

  /// The acts of blocks as they stand, where they and their voices ascend: those of one source, whose accounts are numbered in
  /// the order of voices. Else nil.
  ///
  /// In bounds: each block has its own places, one a row, and every account has a voice.
  private static func inOrder(_ blocks: [InteractionBlock], voiceOfAccount: [UInt32]) -> AccountInteractions? {
    typealias Key = (pair: UInt64, time: Int64)
    let starts = blocks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.rows) }
    let count = starts[blocks.count]
    let actors = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count)
    let targets = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count)
    let counts = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count)
    let times = UnsafeMutableBufferPointer<Int64>.allocate(capacity: count)
    defer {
      for column in [actors, targets, counts] { column.deallocate() }
      times.deallocate()
    }
    let ends = voiceOfAccount.withUnsafeBufferPointer { voices in
      Cores.map(count: blocks.count) { index -> (first: (Key, UInt64), last: (Key, UInt64))? in
        let acts = blocks[index].acts()
        var first: (Key, UInt64)?
        var last: (Key, UInt64)?
        for place in 0..<acts.count {
          let key = (pair: acts.pairs[place], time: acts.times[place])
          let (actor, target) = (voices[Int(key.pair >> 32)], voices[Int(key.pair & 0xFFFF_FFFF)])
          let pair = ActList.pair(actor, target)
          if let last, last.0 >= key || (last.1, last.0.time) > (pair, key.time) { return nil }
          last = (key, pair)
          if first == nil { first = last }
          let place = starts[index] + place
          actors.initializeElement(at: place, to: actor)
          targets.initializeElement(at: place, to: target)
          times.initializeElement(at: place, to: key.time)
          counts.initializeElement(at: place, to: UInt32(clamping: acts.counts[place - starts[index]]))
        }
        guard let first, let last else { return nil }
        return (first, last)
      }
    }
    for index in ends.indices {
      guard let end = ends[index] else { return nil }
      guard index > 0, let before = ends[index - 1] else { continue }
      if before.last.0 >= end.first.0 { return nil }
      if (before.last.1, before.last.0.time) > (end.first.1, end.first.0.time) { return nil }
    }
    return AccountInteractions(
      actors: Array(actors), targets: Array(targets), times: Array(times), counts: Array(counts))
  }

  private static func unpacked(_ blocks: [InteractionBlock]) -> [Act] {
    let starts = blocks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.rows) }
    return [Act](unsafeUninitializedCapacity: starts[blocks.count]) { acts, filled in
      let acts = acts
      Cores.forEach(count: blocks.count) { index in
        let block = blocks[index].acts()
        for place in 0..<block.count {
          acts.initializeElement(
            at: starts[index] + place,
            to: Act(pair: block.pairs[place], time: block.times[place], count: block.counts[place], isOfPosts: false))
        }
      }
      filled = starts[blocks.count]
    }
  }

  /// Sorts by pair and time.
  private static func sort(_ acts: inout [Act]) {
    RadixSort.sort(&acts) { $0.pair }
    var start = 0
    while start < acts.count {
      var (end, isSorted) = (start + 1, true)
      while end < acts.count, acts[end].pair == acts[start].pair {
        isSorted = isSorted && acts[end - 1].time <= acts[end].time
        end += 1
      }
      if !isSorted { acts[start..<end].sort { $0.time < $1.time } }
      start = end
    }
  }

  /// Makes one act of those of a pair at one moment: the largest count of those that belong to no post, and all that do.
  private static func merge(_ acts: inout [Act]) {
    var last = -1
    var (single, ofPosts): (Int64, Int64) = (0, 0)
    for place in acts.indices {
      let act = acts[place]
      if last >= 0, acts[last].pair == act.pair, acts[last].time == act.time {
        if act.isOfPosts { ofPosts += act.count } else { single = max(single, act.count) }
        acts[last].count = single + ofPosts
      } else {
        last += 1
        (single, ofPosts) = act.isOfPosts ? (0, act.count) : (act.count, 0)
        acts[last] = act
      }
    }
    acts.removeSubrange((last + 1)...)
  }
}

extension Voices {
  /// The voice of an account, by its row id; nil where a row names nobody.
  /// - Throws: `DamagedRow` for an account that does not exist.
  static func voice(_ account: Int64?, in voiceOfAccount: [UInt32]) throws -> UInt32? {
    guard let account else { return nil }
    guard voiceOfAccount.indices.contains(Int(account)), voiceOfAccount[Int(account)] != Voices.none else {
      throw DamagedRow()
    }
    return voiceOfAccount[Int(account)]
  }
}
