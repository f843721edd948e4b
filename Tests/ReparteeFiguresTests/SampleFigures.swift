import ReparteeGraph
import ReparteeTestNetworks

@testable import ReparteeFigures

/// Invented input of every size for the figures beside the network diagram.
enum SampleFigures {
  /// Voices of every kind and section, some with names that people and attackers choose.
  static func voices(_ count: Int, seed: UInt64) -> [DrawnVoice] {
    var generator = SeededNumbers(seed: seed)
    return (0..<count).map { number in
      let reach = Int.random(in: 0..<400, using: &generator)
      let section = VoiceSection.allCases[number % 4]
      return DrawnVoice(
        label: number % 7 == 6
          ? SampleDiagrams.hostileNames[number / 7 % SampleDiagrams.hostileNames.count] : "Voice number \(number)",
        kind: VoiceKind.allCases[number % 5], section: section, rank: section == .voices ? number / 4 + 1 : nil,
        replyReach: reach, conversed: section == .voices ? 1 + reach / 9 : 0, repliers: reach / 2,
        followers: Int64(Int.random(in: 0..<20, using: &generator))
          * Int64(Int.random(in: 0..<9_000, using: &generator)))
    }
  }

  static func ego(people count: Int, seed: UInt64 = 1) -> EgoDiagram {
    var generator = SeededNumbers(seed: seed)
    let people = voices(count, seed: seed).map { voice in
      let relationship = EgoDiagram.Relationship.allCases[Int.random(in: 0..<4, using: &generator)]
      let speaks = relationship != .furtherDown
      return EgoDiagram.Person(
        label: voice.label, relationship: relationship, follows: Int.random(in: 0..<3, using: &generator) > 0,
        replies: speaks ? Int.random(in: 1..<30, using: &generator) : 0,
        answers: relationship.rawValue < 2 ? Int.random(in: 1..<30, using: &generator) : 0)
    }
    return EgoDiagram(
      title: "Who talks with voice number 0", subtitle: "An invented network", voice: voices(1, seed: 1)[0],
      people: people, silentFollowers: count.isMultiple(of: 2) ? 12_345 : nil, summary: "A finding.")
  }

  /// A tree whose posts answer earlier ones; `flat` is how often, in a hundred, they answer the first.
  static func conversation(posts count: Int, people: Int, flat: Int = 20, seed: UInt64 = 1) -> ConversationDiagram {
    var generator = SeededNumbers(seed: seed)
    var children = [[Int]](repeating: [], count: count)
    for post in 1..<max(1, count) {
      let toFirst = Int.random(in: 0..<100, using: &generator) < flat
      children[toFirst ? 0 : max(0, post - 1 - Int.random(in: 0..<min(post, 40), using: &generator))].append(post)
    }
    // Preorder, without recursion: chains may be long.
    var (posts, stack, numbers): ([ConversationDiagram.Post], [(Int, Int?)], [Int: Int]) = ([], [], [:])
    if count > 0 { stack.append((0, nil)) }
    while let (post, parent) = stack.popLast() {
      numbers[post] = posts.count
      let hasTime = post % 50 != 49
      posts.append(
        .init(
          parent: parent.flatMap { numbers[$0] },
          author: post % 60 == 59 ? nil : Int.random(in: 0..<people, using: &generator),
          time: hasTime ? 1_700_000_000_000 + Int64(post * post) * 3_000 : nil, isMissing: post % 60 == 59))
      for child in children[post].reversed() { stack.append((child, post)) }
    }
    return ConversationDiagram(
      title: "A conversation", subtitle: "Invented", posts: posts, voices: voices(people, seed: seed))
  }

  static func communities(_ count: Int, seed: UInt64 = 1) -> CommunitiesDiagram {
    var generator = SeededNumbers(seed: seed)
    let communities = (0..<count).map { number in
      CommunitiesDiagram.Community(
        label: "Community \(number + 1)", people: 20_000 / (number + 1), repliesInside: 40_000 / (number + 1),
        replies: 70_000 / (number + 1), leaders: voices(number % 4, seed: UInt64(number) + seed))
    }
    var edges: [CommunitiesDiagram.Edge] = []
    for from in 0..<count {
      for to in 0..<count where to != from && Int.random(in: 0..<3, using: &generator) > 0 {
        edges.append(.init(from: from, to: to, replies: Int.random(in: 1..<9_000, using: &generator) / (1 + from)))
      }
    }
    return CommunitiesDiagram(
      title: "Communities", subtitle: "Invented", communities: communities,
      edges: edges.filter { $0.replies > 0 }, leftOut: ["Not drawn: 12 communities."])
  }

  static func followers(_ count: Int, seed: UInt64 = 1) -> FollowersDiagram {
    let voices = voices(count, seed: seed)
    let ranked = voices.indices.filter { voices[$0].conversed ?? 0 > 0 }.prefix(8)
    let unreturned = voices.indices.filter { voices[$0].conversed == 0 }.sorted {
      (voices[$1].followers ?? 0, $0) < (voices[$0].followers ?? 0, $1)
    }.prefix(8)
    return FollowersDiagram(
      title: "Followers against conversation", voices: voices, hidden: Array(ranked), unreturned: Array(unreturned),
      fewFollowers: 5_000, leftOut: ["Not drawn: 3 voices."])
  }

  static func funnel(_ count: Int) -> FunnelChart {
    let rows = voices(count, seed: 5).enumerated().map { number, voice in
      let value = Double(voice.replyReach)
      return FunnelChart.Row(
        label: voice.label, talkedBelow: voice.replyReach, replied: voice.repliers, answered: voice.repliers / 3,
        cameBack: count == 9 ? nil : voice.repliers / 5, score: voice.repliers / 3 + voice.repliers / 5,
        interval: number % 3 == 0 ? nil : max(0, value - Double(3 * number))...(value + Double(9 * number)),
        nextWindow: number % 2 == 0 ? nil : max(0, value - Double(5 * number))...(value + Double(12 * number)))
    }
    return FunnelChart(title: "Who people have conversations with", subtitle: "Invented", rows: rows)
  }

  private static func series(_ count: Int, places: Int) -> [LineChart.Series] {
    var generator = SeededNumbers(seed: 8)
    return voices(count, seed: 6).map { voice in
      LineChart.Series(
        label: voice.label,
        values: (0..<places).map { place in place % 11 == 7 ? nil : Double(Int.random(in: 0..<90, using: &generator)) })
    }
  }

  static func lines(_ count: Int, places: Int) -> LineChart {
    LineChart(
      title: "Week by week", places: (0..<places).map { "2026-W\($0 + 1)" }, series: series(count, places: places),
      measure: "People who came back")
  }

  static func multiples(_ count: Int, places: Int) -> SmallMultiples {
    SmallMultiples(
      title: "Week by week", subtitle: "Invented", places: (0..<places).map { "W\($0 + 1)" },
      panels: series(count, places: places), measure: "People who came back")
  }

  /// Every figure at every size, by name, with the word its ids begin with.
  static let all: [(name: String, identifier: String, figure: any Figure)] = diagrams + charts

  private static let diagrams: [(name: String, identifier: String, figure: any Figure)] =
    [0, 1, 5, 40, 200, 2_000].map { ("ego of \($0)", "ego", ego(people: $0)) }
    + [(1, 1, 0), (2, 2, 0), (26, 9, 20), (300, 90, 5), (300, 90, 95), (3_000, 500, 0)].map {
      ("conversation of \($0.0), \($0.2)% flat", "conversation", conversation(posts: $0.0, people: $0.1, flat: $0.2))
    }
    + [0, 1, 2, 3, 9, 24].map { ("\($0) communities", "communities", communities($0)) }
    + [0, 1, 30, 600].map { ("followers of \($0)", "followers", followers($0)) }
    + [10, 60, 150].map {
      ("network of \($0)", "network", SampleDiagrams.random(voices: $0, people: 8 * $0, seed: UInt64($0)))
    } + [("hostile network", "network", SampleDiagrams.hostile())]

  private static let charts: [(name: String, identifier: String, figure: any Figure)] =
    [0, 1, 9, 80].map { ("\($0) rows of a funnel", "chart", funnel($0)) }
    + [(0, 0), (1, 1), (6, 3), (53, 6)].map {
      ("\($0.1) lines over \($0.0) places", "chart", lines($0.1, places: $0.0))
    }
    + [(0, 0), (1, 1), (6, 9), (26, 60)].map {
      ("\($0.1) panels over \($0.0) places", "chart", multiples($0.1, places: $0.0))
    }
}
