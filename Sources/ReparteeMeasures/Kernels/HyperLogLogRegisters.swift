extension HyperLogLog {
  /// The registers of a set that grows, a byte each.
  struct Registers {
    private var ranks = [UInt8](repeating: 0, count: HyperLogLog.registerCount)

    /// Takes everybody out again.
    mutating func clear() {
      ranks.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    /// Adds one member.
    @inline(__always)
    mutating func insert(_ entry: UInt16) {
      let (register, rank) = (Int(entry & 0xFFF), UInt8(truncatingIfNeeded: entry >> 12))
      if ranks[register] < rank { ranks[register] = rank }
    }

    /// Adds members by their entries, all but one.
    mutating func insert(
      _ members: UnsafeBufferPointer<UInt32>, except left: UInt32, entries: UnsafeBufferPointer<UInt16>
    ) {
      ranks.withUnsafeMutableBufferPointer { ranks in
        guard let ranks = ranks.baseAddress, let entries = entries.baseAddress else { return }
        for member in members {
          let entry = entries[Int(member)]
          let (register, rank) = (Int(entry & 0xFFF), UInt8(truncatingIfNeeded: entry &>> 12))
          if ranks[register] < rank, member != left { ranks[register] = rank }
        }
      }
    }

    /// Adds the set that is packed at `packed`, as `pack` leaves it.
    mutating func unite(_ packed: UnsafePointer<UInt8>) {
      let half = HyperLogLog.registerCount / 2
      ranks.withUnsafeMutableBufferPointer { ranks in
        guard let lower = ranks.baseAddress else { return }
        let upper = lower + half
        for place in 0..<half {
          let both = packed[place]
          lower[place] = max(lower[place], both & 0xF)
          upper[place] = max(upper[place], both &>> 4)
        }
      }
    }

    /// Writes the registers at 4 bits each: byte i holds register i below register i + 2048.
    func pack(into packed: UnsafeMutablePointer<UInt8>) {
      let half = HyperLogLog.registerCount / 2
      for place in 0..<half { packed[place] = ranks[place] | ranks[place + half] << 4 }
    }

    /// How many members there are.
    var estimate: Double {
      // Four counts in turn, so that neighbours of one rank do not wait for each other.
      var counts = [Int](repeating: 0, count: 4 * (HyperLogLog.highestRank + 1))
      counts.withUnsafeMutableBufferPointer { counts in
        for (register, rank) in ranks.enumerated() { counts[(register & 3) << 4 | Int(rank & 0xF)] &+= 1 }
      }
      return HyperLogLog.estimate(
        (0...HyperLogLog.highestRank).map { rank in
          counts[rank] + counts[16 + rank] + counts[32 + rank] + counts[48 + rank]
        })
    }
  }
}
