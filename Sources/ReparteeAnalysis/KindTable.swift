import ReparteeGraph
import ReparteeMeasures

/// Who answers whom, kind by kind: the mixing table of the reply arcs over the roster's kinds.
package struct KindTable: Sendable {
  /// One pair of kinds.
  package struct Cell: Sendable, Equatable {
    /// The kind of those who reply.
    package var replier: VoiceKind
    /// The kind of those whom they reply to.
    package var author: VoiceKind
    /// Reply arcs: distinct pairs of voices.
    package var arcs = 0
    /// Distinct voices of the first kind who reply to any of the second.
    package var repliers = 0
    /// Distinct voices of the second kind who are replied to by any of the first.
    package var authors = 0
    /// Arcs that are answered in the same conversation.
    package var answered = 0
    /// Arcs whose replier came back after an answer.
    package var cameBack = 0
  }

  /// A cell for every pair of kinds that occur among the parties to a reply arc, arcs or none.
  package let cells: [Cell]

  /// The table of a network's replies in its scope. Complexity: O(arcs).
  package init(_ network: MeasuredNetwork) {
    let kinds = network.voices.kinds
    var byKinds: [[VoiceKind]: Cell] = [:]
    var seen: [[VoiceKind]: (repliers: Set<UInt32>, authors: Set<UInt32>)] = [:]
    func count(_ sets: VoiceSets, _ change: (inout Cell) -> Void) {
      for pair in sets.pairs {
        let key = [kinds[Int(pair.person)], kinds[Int(pair.voice)]]
        change(&byKinds[key, default: Cell(replier: key[0], author: key[1])])
      }
    }
    count(network.repliers) { $0.arcs += 1 }
    count(network.reciprocated) { $0.answered += 1 }
    count(network.conversed) { $0.cameBack += 1 }
    for pair in network.repliers.pairs {
      let key = [kinds[Int(pair.person)], kinds[Int(pair.voice)]]
      seen[key, default: ([], [])].repliers.insert(pair.person)
      seen[key, default: ([], [])].authors.insert(pair.voice)
    }
    let present = VoiceKind.allCases.filter { kind in byKinds.keys.contains { $0.contains(kind) } }
    cells = present.flatMap { replier in
      present.map { author in
        var cell = byKinds[[replier, author]] ?? Cell(replier: replier, author: author)
        cell.repliers = seen[[replier, author]]?.repliers.count ?? 0
        cell.authors = seen[[replier, author]]?.authors.count ?? 0
        return cell
      }
    }
  }

  /// One row a pair of kinds.
  package var table: ResultTable {
    ResultTable(
      columns: ["replier_kind", "author_kind", "arcs", "repliers", "authors", "answered", "came_back"],
      rows: cells.map { cell in
        [.text(cell.replier.rawValue), .text(cell.author.rawValue)]
          + [cell.arcs, cell.repliers, cell.authors, cell.answered, cell.cameBack].map { .integer($0) }
      })
  }
}
