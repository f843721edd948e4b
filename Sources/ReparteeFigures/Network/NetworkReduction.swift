/// Who is drawn, who is folded into a marker and who is left out, by rule and by count: everybody given is in one of
/// the three.
struct NetworkReduction {
  /// A tie between two voices that are drawn.
  struct Arc: Hashable {
    var first: Int
    var second: Int
    var mutual: Bool
    /// Who spoke, where only one did and it is known.
    var speaker: Int?
  }

  /// What ties a person to a voice.
  struct Spoke: Hashable {
    /// Who spoke, where only one did.
    enum Speaker: Int { case person, voice, unknown }

    var voice: Int
    var mutual: Bool
    var speaker = Speaker.unknown
  }

  /// A person between several voices.
  struct Bridge {
    var person: Int
    var spokes: [Spoke]
  }

  /// The people tied to one voice alone.
  struct Fan {
    /// Those drawn, the mutual ones first.
    var drawn: [Spoke] = []
    var folded = 0
    var foldedMutual = 0
  }

  /// How many voices are drawn: the first ones.
  var voiceCount: Int
  var arcs: [Arc] = []
  var bridges: [Bridge] = []
  var fans: [Fan]

  /// What the budgets, or missing ties, left out.
  var voicesLeft = 0
  var bridgesLeft = 0
  var arcsLeft = 0
  /// People without a tie to a voice that is drawn.
  var looseLeft = 0
  /// Ties of people and voices that are left out.
  var tiesLeft = 0

  init(_ diagram: NetworkDiagram, options: NetworkDiagram.Options) throws {
    guard diagram.peopleCount >= 0 else { throw FigureError.badPeopleCount(diagram.peopleCount) }
    let nodeBudget = max(1, options.nodeBudget)
    voiceCount = min(diagram.voices.count, nodeBudget)
    voicesLeft = diagram.voices.count - voiceCount
    fans = Array(repeating: Fan(), count: voiceCount)

    var given = Self.merged(try Self.checked(diagram))
    var spokes: [[Spoke]] = Array(repeating: [], count: diagram.peopleCount)
    given.removeAll { tie in
      if tie.first >= voiceCount {
        tiesLeft += 1
        return true
      }
      guard tie.second >= diagram.voices.count else { return false }
      spokes[tie.second - diagram.voices.count].append(
        Spoke(
          voice: tie.first, mutual: tie.mutual,
          speaker: tie.speaker == tie.first ? .voice : tie.speaker == tie.second ? .person : .unknown))
      return true
    }
    tiesLeft += given.count { $0.second >= voiceCount }
    given.removeAll { $0.second >= voiceCount }

    keepArcs(given, budget: max(0, options.arcBudget))
    looseLeft = spokes.count(where: \.isEmpty)
    var nodes = nodeBudget - voiceCount
    var arcRoom = max(0, options.arcBudget) - arcs.count
    keepBridges(spokes, budget: max(0, options.bridgeBudget), nodes: &nodes, arcRoom: &arcRoom)
    fold(spokes, nodes: min(nodes, arcRoom), perVoice: max(0, options.fanBudget))
  }

  /// Ties as (smaller, larger), or the first one that makes no sense.
  private static func checked(_ diagram: NetworkDiagram) throws -> [Arc] {
    let (voices, nodes) = (diagram.voices.count, diagram.voices.count + diagram.peopleCount)
    return try diagram.ties.enumerated().map { position, tie in
      let (low, high) = (min(tie.first, tie.second), max(tie.first, tie.second))
      guard low >= 0, low < voices, high < nodes, low != high else {
        throw FigureError.badTie(position: position, first: tie.first, second: tie.second)
      }
      return Arc(first: low, second: high, mutual: tie.mutual, speaker: tie.mutual ? nil : tie.speaker)
    }
  }

  /// Each pair once, in order.
  private static func merged(_ arcs: [Arc]) -> [Arc] {
    let sorted = arcs.sorted {
      ($0.first, $0.second, $0.mutual ? 0 : 1, $0.speaker ?? -1)
        < ($1.first, $1.second, $1.mutual ? 0 : 1, $1.speaker ?? -1)
    }
    return sorted.reduce(into: []) { kept, arc in
      if let last = kept.last, last.first == arc.first, last.second == arc.second { return }
      kept.append(arc)
    }
  }

  /// Arcs between voices: the mutual ones first, then in the order of the voices.
  private mutating func keepArcs(_ given: [Arc], budget: Int) {
    let ordered = given.filter(\.mutual) + given.filter { !$0.mutual }
    arcs = Array(ordered.prefix(budget))
    arcsLeft = ordered.count - arcs.count
  }

  /// People between voices: one for every set of voices that somebody binds, then a second one, and so on; among them
  /// those with most mutual ties first, then those who bind most voices, then in order.
  private mutating func keepBridges(_ spokes: [[Spoke]], budget: Int, nodes: inout Int, arcRoom: inout Int) {
    let people = spokes.indices.filter { spokes[$0].count > 1 }
    let liveliest = people.map { (-spokes[$0].count(where: \.mutual), -spokes[$0].count, $0) }.sorted(by: <)
    var seen: [[Int]: Int] = [:]
    let rounds = liveliest.map { _, _, person in
      seen[spokes[person].map(\.voice), default: 0] += 1
      return seen[spokes[person].map(\.voice), default: 0]
    }
    for position in liveliest.indices.sorted(by: { (rounds[$0], $0) < (rounds[$1], $1) }) {
      let person = liveliest[position].2
      let own = spokes[person]
      if nodes > 0, bridges.count < budget, own.count <= arcRoom {
        nodes -= 1
        arcRoom -= own.count
        bridges.append(Bridge(person: person, spokes: own))
      } else {
        bridgesLeft += 1
        tiesLeft += own.count
      }
    }
    bridges.sort { $0.person < $1.person }
  }

  /// Fans: up to `perVoice` spokes a voice, fewer (the same number for all) where `nodes` does not reach.
  private mutating func fold(_ spokes: [[Spoke]], nodes: Int, perVoice: Int) {
    var own = [[Spoke]](repeating: [], count: voiceCount)
    for person in spokes where person.count == 1 { own[person[0].voice].append(person[0]) }
    var cap = min(perVoice, own.lazy.map(\.count).max() ?? 0)
    while cap > 0, own.reduce(0, { $0 + min($1.count, cap) }) > nodes { cap -= 1 }
    for (voice, people) in own.enumerated() {
      // Within a fan people differ in nothing but their ties.
      let ordered =
        people.filter(\.mutual) + people.filter { !$0.mutual }.sorted { $0.speaker.rawValue < $1.speaker.rawValue }
      fans[voice].drawn = Array(ordered.prefix(cap))
      let folded = ordered.dropFirst(cap)
      fans[voice].folded = folded.count
      fans[voice].foldedMutual = folded.count(where: \.mutual)
    }
  }
}
