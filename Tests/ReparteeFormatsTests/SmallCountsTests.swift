import ReparteeFormats
import ReparteeGraph
import ReparteeText
import Testing

/// What is hidden of a table can be computed from nothing that is left.
@Suite struct SmallCountsTests {
  /// What a reader sees of a row: a number, “<5”, or that something is hidden.
  private func seen(_ row: [TableCell]) -> String { "\(row)" }

  private func published(_ rule: SmallCounts, _ columns: [String], _ numbers: [Int]) -> [TableCell] {
    rule.shown(ResultTable(columns: columns, rows: [numbers.map { .integer($0) }])).rows[0]
  }

  /// Tries all rows of a sum and its two parts, and sees that among those that look alike no small number is the same; sums up to
  /// 30, so that rows that look like them are tried, too.
  private func check(
    _ rule: SmallCounts, _ columns: [String], rows: [[Int]], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let alike = Dictionary(grouping: rows) { seen(published(rule, columns, $0)) }
    var hidden = 0
    for (view, rows) in alike where rows.contains(where: { $0[0] <= 30 }) {
      for place in columns.indices {
        let values = Set(rows.map { $0[place] })
        for value in values where rule.hides(value) {
          hidden += 1
          #expect(
            values.count > 1, "\(columns[place]) is \(value) wherever a reader sees \(view)",
            sourceLocation: sourceLocation)
        }
      }
    }
    #expect(hidden > 0)
  }

  @Test("No small count of a score's parts follows from what is left", arguments: 3...12)
  func score(below: Int) {
    let rows = (0...40).flatMap { answered in (0...answered).map { [answered + $0, answered, $0] } }
    check(SmallCounts(below: below), ["score", "reciprocated", "conversed"], rows: rows)
    check(
      SmallCounts(below: below), ["score_before", "reciprocated_before", "conversed_before"], rows: rows)
  }

  @Test("No small count of a choice follows from what is left", arguments: 3...12)
  func choice(below: Int) {
    let rows = (1...40).flatMap { gain in (0...40).map { [gain + $0, gain, $0] } }
    check(SmallCounts(below: below), ["reached", "gain", "overlap"], rows: rows)
  }

  @Test("A running total goes where a step of it is hidden, since the next one would tell it")
  func total() {
    let rule = SmallCounts(below: 5)
    func totals(_ gains: [Int]) -> [TableCell] {
      var joint = 0
      let rows = gains.map { gain -> [TableCell] in
        joint += gain
        return [.integer(gain), .integer(0), .integer(joint)]
      }
      return rule.shown(ResultTable(columns: ["gain", "overlap", "joint_reach"], rows: rows)).rows.map { $0[2] }
    }
    #expect(totals([20, 12, 5]) == [.integer(20), .integer(32), .integer(37)])
    #expect(totals([20, 3, 12]) == Array(repeating: .hidden(below: nil), count: 3))
  }

  @Test("Rates and intervals go with a hidden count, shares with a small part or rest; ranks and places stay")
  func decimals() {
    let rule = SmallCounts(below: 5)
    let columns = ["rank", "reply_reach", "reply_reach_low", "response_rate", "largest_conversation_share", "x"]
    func row(_ reach: Int, _ share: Double) -> [TableCell] {
      rule.shown(
        ResultTable(
          columns: columns,
          rows: [
            [
              .integer(2), .integer(reach), .decimal(1.5, places: 2), .decimal(0.25, places: 2),
              .decimal(share, places: 4), .decimal(3, places: 2),
            ]
          ])
      ).rows[0]
    }
    #expect(
      row(4, 0.5)
        == [
          .integer(2), .hidden(below: 5), .hidden(below: nil), .hidden(below: nil), .hidden(below: nil),
          .decimal(3, places: 2),
        ])
    #expect(
      row(40, 0.5)[1...4] == [
        .integer(40), .decimal(1.5, places: 2), .decimal(0.25, places: 2), .decimal(0.5, places: 4),
      ])
    // 4 of 40, and all but 4 of 40.
    #expect(row(40, 0.1)[4] == .hidden(below: nil) && row(40, 0.9)[4] == .hidden(below: nil))
    #expect(row(40, 0.125)[4] == .decimal(0.125, places: 4) && row(40, 1)[4] == .decimal(1, places: 4))
  }

  @Test("A CSV has an empty cell and names its column at the end of the row; every row stays")
  func csv() {
    let table = ResultTable(
      columns: ["voice", "repliers", "reciprocated", "conversed"],
      rows: [
        [.text("a"), .integer(9), .integer(8), .integer(6)], [.text("b"), .integer(9), .integer(7), .integer(4)],
      ])
    let csv = SmallCounts.$current.withValue(SmallCounts(below: 5)) { TableFormat.csv.text(of: table) }
    #expect(csv == "voice,repliers,reciprocated,conversed,suppressed\na,9,8,6,\nb,9,,,reciprocated conversed\n")
    let json = SmallCounts.$current.withValue(SmallCounts(below: 5)) { TableFormat.json.text(of: table) }
    #expect(json.contains("\"conversed\": null, \"suppressed\": \"reciprocated conversed\""))
    let plain = SmallCounts.$current.withValue(SmallCounts(below: 5)) { TableFormat.table.text(of: table) }
    #expect(plain.contains("<5") && plain.contains("hidden"))
    #expect(!TableFormat.csv.text(of: table).contains("suppressed"))
  }

  @Test("Figures about all data go where they are small, and the shares that tell them")
  func ledger() {
    let rule = SmallCounts(below: 5)
    func value(_ name: String, _ rows: [(String, TableCell)]) -> TableCell? {
      let table = ResultTable(
        columns: ["figure", "value", "meaning"], rows: rows.map { [.text($0.0), $0.1, .text("")] })
      return rule.shown(table).rows.first { $0[0] == .text(name) }?[1]
    }
    let rows: [(String, TableCell)] = [
      ("rejected", .integer(2)), ("replies", .integer(40)), ("orphans", .integer(3)),
      ("orphan_share", .decimal(0.075, places: 4)), ("replies_counted", .integer(50)),
      ("reply_coverage", .decimal(0.94, places: 4)),
    ]
    #expect(value("rejected", rows) == .integer(2))
    #expect(value("orphans", rows) == .hidden(below: 5) && value("orphan_share", rows) == .hidden(below: nil))
    #expect(value("reply_coverage", rows) == .hidden(below: nil))
    #expect(value("replies", rows) == .integer(40))
  }

  @Test("Sentences say that a number is small, and no verb tells that it is one")
  func sentences() {
    SmallCounts.$current.withValue(SmallCounts(below: 5)) {
      #expect(NumberFormat.text(1, "person", "people") == "fewer than 5 people")
      #expect(NumberFormat.text(4) == "fewer than 5" && NumberFormat.text(5) == "5" && NumberFormat.text(0) == "0")
      #expect(NumberFormat.exact(3) == "3" && NumberFormat.mark(3) == "<5" && !NumberFormat.isOne(1))
      #expect(NumberFormat.whole(3) == "3")
    }
    #expect(NumberFormat.text(1, "person", "people") == "1 person")
  }
}
