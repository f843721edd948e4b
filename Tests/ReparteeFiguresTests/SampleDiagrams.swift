import ReparteeGraph
import ReparteeTestNetworks

@testable import ReparteeFigures

/// Invented networks of the shapes that matter.
enum SampleDiagrams {
  static let kinds = VoiceKind.allCases
  static let sections = VoiceSection.allCases

  /// `count` voices of every kind and section and `people` around them, in `groups` that nothing joins.
  static func random(voices count: Int, people: Int, groups: Int = 1, seed: UInt64) -> NetworkDiagram {
    var generator = SeededNumbers(seed: seed)
    var reach = Array(repeating: 0, count: count)
    var ties: [NetworkDiagram.Tie] = []
    for person in 0..<people where count > 0 {
      let group = person % min(groups, count)
      let first = (min(Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator)))
      var own = [first / groups * groups + group]
      if Int.random(in: 0..<6, using: &generator) == 0 {
        own.append(Int.random(in: 0..<count, using: &generator) / groups * groups + group)
      }
      for voice in Set(own.filter { $0 < count }).sorted() {
        reach[voice] += 1
        let isMutual = Int.random(in: 0..<3, using: &generator) == 0
        ties.append(
          NetworkDiagram.Tie(
            first: voice, second: count + person, mutual: isMutual,
            speaker: isMutual || person % 7 == 0 ? nil : person % 5 == 0 ? voice : count + person))
      }
    }
    for voice in stride(from: 0, to: count - groups, by: 2) {
      ties.append(NetworkDiagram.Tie(first: voice, second: voice + groups, mutual: voice % 4 == 0))
    }
    let voices = (0..<count).map { voice in
      NetworkDiagram.Voice(
        label: "Voice number \(voice)", kind: kinds[voice % kinds.count], section: sections[voice / 2 % sections.count],
        rank: voice + 1, replyReach: reach[voice], conversed: reach[voice] / 4, repliers: reach[voice],
        followers: Int64(voice) * 1_000)
    }
    return NetworkDiagram(
      title: "An invented network", subtitle: "1 to 31 May 2026 · \(count) voices", voices: voices, peopleCount: people,
      ties: ties)
  }

  /// A broadcaster with many one-sided repliers, and some who converse.
  static func broadcaster(repliers: Int = 1_190) -> NetworkDiagram {
    var voices = [
      NetworkDiagram.Voice(label: "The Department", kind: .channel, section: .broadcasters, replyReach: repliers)
    ]
    var ties = (0..<repliers).map { NetworkDiagram.Tie(first: 0, second: 9 + $0, mutual: false) }
    var people = repliers
    for voice in 1...8 {
      voices.append(NetworkDiagram.Voice(label: "Person \(voice)", kind: .person, rank: voice, replyReach: 20))
      for _ in 0..<20 {
        ties.append(NetworkDiagram.Tie(first: voice, second: 9 + people, mutual: true))
        people += 1
      }
      ties.append(NetworkDiagram.Tie(first: voice, second: 9 + voice, mutual: false))
    }
    return NetworkDiagram(title: "A broadcaster", voices: voices, peopleCount: people, ties: ties)
  }

  /// Names as people, and attackers, choose them.
  static let hostileNames = [
    "\"quotes\" & 'single'", "<script>alert(1)</script>", "&amp; &lt; &#38;", "back\\slash \\N \\G", "]]> <!-- -->",
    "\u{202E}override\u{202C} \u{2066}isolate\u{2069}", "👩‍👩‍👧‍👦 family 🎉", "שלום עולם", "مرحبا بالعالم", "東京都の職員",
    String(repeating: "long ", count: 60), String(repeating: "W", count: 300), "", "   ", "a\tb\r\nc",
    "controls \u{0}\u{1}\u{1B}[31m\u{85}", "none \u{FFFF}\u{FFFE}",
    "Z" + String(repeating: "\u{0301}", count: 50) + "algo", "<b>bold</b>", "n\u{200B}o\u{FEFF}ne",
  ]

  static func hostile() -> NetworkDiagram {
    var diagram = random(voices: hostileNames.count, people: 160, groups: 2, seed: 7)
    for (position, name) in hostileNames.enumerated() { diagram.voices[position].label = name }
    diagram.title = "A <title> & \"more\" \u{202E}\u{0}\u{FFFF}"
    diagram.subtitle = "<desc> ]]> & \u{8}"
    diagram.leftOut = ["The caller left out 3 <b>voices</b> & more \u{1}."]
    diagram.summary = "A finding with <angles> & \u{FFFE}."
    return diagram
  }

  /// All of them, by name.
  static let all: [(name: String, diagram: NetworkDiagram)] = [
    ("nobody", NetworkDiagram(title: "", voices: [], peopleCount: 0, ties: [])),
    ("people only", NetworkDiagram(title: "No voices", voices: [], peopleCount: 5, ties: [])),
    ("one", random(voices: 1, people: 9, seed: 1)),
    ("one alone", random(voices: 1, people: 0, seed: 1)),
    ("two", random(voices: 2, people: 3, seed: 2)),
    ("small", random(voices: 12, people: 150, seed: 3)),
    ("islands", random(voices: 24, people: 300, groups: 12, seed: 4)),
    ("alone", random(voices: 20, people: 0, groups: 20, seed: 4)),
    ("dense", random(voices: 50, people: 3_000, groups: 3, seed: 5)),
    ("broadcaster", broadcaster()),
    ("hostile", hostile()),
  ]
}
