import ReparteeGraph

/// How many distinct members a set has, from a few kilobytes: HyperLogLog.
///
/// Every member has a hash; its lower bits choose one of 4,096 registers, and the register keeps the highest rank seen,
/// the number of trailing zeros of the other bits plus one. High ranks are rare, so their distribution shows how many
/// distinct members there were; members seen twice change nothing, and two sets are united register by register.
///
/// Ranks stop at 15, so that a register takes 4 bits: enough for 60 million members. The estimator is Ertl's, which is
/// unbiased from none to that many without tables. Its relative standard error is 1.04 / √4096, 1.6%, and far less for
/// sets smaller than the number of registers. Source: Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog: the analysis of
/// a near-optimal cardinality estimation algorithm", AofA 2007, https://doi.org/10.46298/dmtcs.3545; Ertl, "New
/// cardinality estimation algorithms for HyperLogLog sketches", 2017, https://arxiv.org/abs/1702.01284, algorithm 6.
enum HyperLogLog {
  /// How many bits of a hash choose the register.
  static let registerBits = 12
  /// m.
  static let registerCount = 1 << registerBits
  /// Higher ranks count as this one.
  static let highestRank = 15
  /// The standard error of an estimate, as a share of the truth.
  static let relativeError = 1.04 / Double(registerCount).squareRoot()

  /// What a member does to a set: the register it falls on in the lower 12 bits, its rank in the upper 4. The entry 0
  /// has no rank and changes nothing.
  static func entry(ofHash hash: UInt64) -> UInt16 {
    let rank = min(highestRank, (hash >> UInt64(registerBits)).trailingZeroBitCount + 1)
    return UInt16(rank << registerBits) | UInt16(truncatingIfNeeded: hash) & UInt16(registerCount - 1)
  }

  /// How many members a set has of whose registers `histogram[r]` hold rank r.
  static func estimate(_ histogram: [Int]) -> Double {
    let count = Double(registerCount)
    var sum = count * tau(1 - Double(histogram[highestRank]) / count)
    for rank in stride(from: highestRank - 1, through: 1, by: -1) { sum = (sum + Double(histogram[rank])) / 2 }
    sum += count * sigma(Double(histogram[0]) / count)
    return count * count / (2 * naturalLogarithm(2)) / sum
  }

  /// x + Σ x^(2^k) · 2^(k−1), which corrects for registers that hold nothing.
  private static func sigma(_ share: Double) -> Double {
    if share == 1 { return .infinity }
    var (power, weight, sum, last) = (share, 1.0, share, -1.0)
    while sum != last {
      power *= power
      last = sum
      sum += power * weight
      weight += weight
    }
    return sum
  }

  /// (1 − x − Σ (1 − x^(2^−k))² · 2^(−k)) / 3, which corrects for registers that cannot hold more.
  private static func tau(_ share: Double) -> Double {
    if share == 0 || share == 1 { return 0 }
    var (root, weight, sum, last) = (share, 1.0, 1 - share, -1.0)
    while sum != last {
      root = root.squareRoot()
      last = sum
      weight /= 2
      sum -= (1 - root) * (1 - root) * weight
    }
    return sum / 3
  }
}

extension HyperLogLog {
  /// The entries of all voices, by what they are called: a voice keeps its hash whoever else is there. Those who are
  /// members of no set have the entry 0.
  static func entries(of network: ScopedNetwork) -> [UInt16] {
    let voices = network.network.voices
    return voices.ids.indices.map { voice in
      network.isPerson[voice] ? entry(ofHash: hash(voices.platforms[voice], voices.ids[voice])) : 0
    }
  }

  /// FNV-1a over what stands for the account, then the finaliser of SplitMix64, which spreads it over all bits.
  private static func hash(_ platform: String, _ id: ExternalID) -> UInt64 {
    var hash = FNV1a()
    hash.add(platform)
    hash.add(0)
    switch id {
    case .number(let number): hash.state ^= UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
    case .text(let text): hash.add(text)
    }
    var random = SplitMix64(seed: hash.state, part: 0)
    return random.next()
  }
}

extension HyperLogLog {
  /// The registers of a set that grows, a byte each. In bounds: a register's number has 12 bits, of which there are 4,096,
  /// members are voices with an entry each, and a packed set has half as many bytes as registers.
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
