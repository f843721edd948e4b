/// Which exchanges between communities are drawn: those that stand out of what each side has in all (the disparity
/// filter: Serrano, Boguñá, Vespignani, "Extracting the multiscale backbone of complex weighted networks", PNAS 106
/// (2009), https://doi.org/10.1073/pnas.0808904106), the strongest first.
struct ExchangeBackbone {
  typealias Exchange = CommunitiesDiagram.Exchange

  private(set) var kept: [Exchange] = []
  private(set) var leftReplies = 0
  private(set) var leftCount = 0

  /// Exchanges between the first `count` communities, `budget` of them at most.
  init(_ exchanges: [Exchange], communities count: Int, budget: Int) {
    var sums: [[Int]: Int] = [:]
    for exchange in exchanges where exchange.from < count && exchange.to < count && exchange.replies > 0 {
      sums[[exchange.from, exchange.to], default: 0] += exchange.replies
    }
    let all = sums.map { Exchange(from: $0.key[0], to: $0.key[1], replies: $0.value) }
    var strength = [Int](repeating: 0, count: count)
    var degree = [Int](repeating: 0, count: count)
    for exchange in all {
      for end in [exchange.from, exchange.to] {
        strength[end] += exchange.replies
        degree[end] += 1
      }
    }
    /// How likely chance alone would give the exchange that share of an end's replies: the less, the more it stands out.
    func chance(_ exchange: Exchange) -> Double {
      [exchange.from, exchange.to].map { end in
        let share = Double(exchange.replies) / Double(max(1, strength[end]))
        return degree[end] <= 1 ? 0 : power(max(0, 1 - share), Double(degree[end] - 1))
      }.min() ?? 1
    }
    let ordered = all.map { (chance: chance($0), exchange: $0) }.sorted {
      ($0.chance, -$0.exchange.replies, $0.exchange.from, $0.exchange.to)
        < ($1.chance, -$1.exchange.replies, $1.exchange.from, $1.exchange.to)
    }
    kept = ordered.prefix(max(0, budget)).map(\.exchange).sorted {
      ($1.replies, $0.from, $0.to) < ($0.replies, $1.from, $1.to)
    }
    let left = ordered.dropFirst(max(0, budget)).map(\.exchange)
    leftCount = left.count
    leftReplies = left.reduce(0) { $0 + $1.replies }
  }
}
