import Testing

@testable import ReparteeFigures

@Suite struct NetworkSceneTests {
  /// Every case on every page it may be asked for.
  static let scenes: [(name: String, diagram: NetworkDiagram, options: NetworkDiagram.Options)] = SampleDiagrams.all
    .flatMap { name, diagram in
      [(842.0, 595.0), (595.0, 842.0), (400.0, 360.0), (1_280.0, 720.0)].compactMap { width, height in
        if name == "dense" || name == "alone", width != 842 { return nil }
        var options = NetworkDiagram.Options()
        options.page.width = width
        options.page.height = height
        return ("\(name) on \(Int(width))×\(Int(height))", diagram, options)
      }
    }

  @Test(arguments: scenes.indices)
  func nothingOverlapsOrLeavesThePage(number: Int) throws {
    let (name, diagram, options) = Self.scenes[number]
    let scene = try diagram.scene(options: options)
    let legend = scene.legend
    let boxes = scene.labels.map(\.box) + scene.folds.map(\.box)
    let shapes = scene.marks.map(\.outline) + scene.bridges.map(\.disc) + scene.fans.map(\.disc)

    for (position, box) in boxes.enumerated() {
      #expect(!boxes[(position + 1)...].contains { $0.overlaps(box) }, "\(name): two labels")
      #expect(!shapes.contains { box.overlaps($0) }, "\(name): a label on a shape")
      #expect(scene.frame.picture.contains(box), "\(name): a label off the picture")
    }
    let outlines = scene.marks.map(\.outline)
    for (position, disc) in outlines.enumerated() {
      #expect(!outlines[(position + 1)...].contains { $0.overlaps(disc) }, "\(name): two voices")
    }
    let picture = scene.frame.picture.inset(by: -0.01)
    #expect(shapes.filter { !picture.contains($0.bounds) } == [], "\(name): a shape off the picture \(picture)")

    let texts = scene.frame.title + scene.noteLines + legend.rows.flatMap(\.lines) + legend.sizes.map(\.line)
    for text in texts {
      #expect(scene.frame.page.contains(text.box), "\(name): \(text.text)")
      #expect(text.size >= 7)
      #expect(text.size * 595.28 / options.page.width >= 7 || options.page.width < 595.28)
    }
    for (position, text) in texts.enumerated() {
      let inside = text.box.inset(by: 0.15 * text.size)
      #expect(
        !texts[(position + 1)...].contains { $0.box.inset(by: 0.15 * $0.size).overlaps(inside) },
        "\(name): \(text.text)")
    }
    #expect(
      legend.rows.flatMap(\.lines).allSatisfy { $0.box.maxY <= scene.frame.notes.y }, "\(name): the key is too long")
    #expect(scene.frame.picture.maxX <= scene.frame.legend.x)
    expectEverybodyCounted(diagram, scene)
  }

  @Test func areaFollowsReplyReachWhereItIsAskedFor() throws {
    var diagram = SampleDiagrams.broadcaster(repliers: 80)
    diagram.size = .replyReach
    let scene = try diagram.scene(options: NetworkDiagram.Options())
    let ratio = scene.marks[0].disc.radius / scene.marks[1].disc.radius
    #expect(abs(ratio * ratio - 4) < 0.01)
    #expect(scene.marks.allSatisfy { $0.ring == nil })
  }

  @Test func areaFollowsTheScoreAndARingShowsReplyReachOnTheSameScale() throws {
    var diagram = SampleDiagrams.broadcaster(repliers: 80)
    for voice in diagram.voices.indices { diagram.voices[voice].score = diagram.voices[voice].replyReach / 4 }
    let scene = try diagram.scene(options: NetworkDiagram.Options())
    for mark in scene.marks.prefix(2) {
      let ring = try #require(mark.ring)
      let ratio = ring.radius / mark.disc.radius
      #expect(abs(ratio * ratio - 4) < 0.1)
      #expect(mark.outline.radius >= ring.radius)
    }
    // Where both are equal the shape itself shows both.
    for voice in diagram.voices.indices { diagram.voices[voice].score = diagram.voices[voice].replyReach }
    #expect(try diagram.scene(options: NetworkDiagram.Options()).marks.allSatisfy { $0.ring == nil })
  }

  @Test func thePageIsFilled() throws {
    for name in ["small", "islands", "dense", "broadcaster"] {
      let diagram = try #require(SampleDiagrams.all.first { $0.name == name }).diagram
      let scene = try diagram.scene(options: NetworkDiagram.Options())
      let shapes = (scene.marks.map(\.outline) + scene.bridges.map(\.disc) + scene.fans.map(\.disc)).map(\.bounds)
      let width = (shapes.map(\.maxX).max() ?? 0) - (shapes.map(\.x).min() ?? 0)
      let height = (shapes.map(\.maxY).max() ?? 0) - (shapes.map(\.y).min() ?? 0)
      #expect(width > 0.6 * scene.frame.picture.width, "\(name)")
      #expect(height > 0.6 * scene.frame.picture.height, "\(name)")
    }
  }

  @Test func mostVoicesKeepTheirNames() throws {
    for (name, diagram) in SampleDiagrams.all where diagram.voices.count > 0 {
      let scene = try diagram.scene(options: NetworkDiagram.Options())
      #expect(scene.labels.count * 10 >= scene.marks.count * (name == "dense" ? 6 : 9), "\(name)")
      #expect(scene.labels.contains { $0.voice == 0 }, "\(name): the first voice")
    }
  }

  @Test func partsAreNotLaidOnEachOther() throws {
    let parts = (0..<30).map { part in
      [Disc(center: Point(), radius: Double(10 + part)), Disc(center: Point(x: 40, y: 5), radius: 8)]
    }
    let offsets = ComponentPacking(cell: 5, aspect: 1.5).offsets(of: parts)
    let moved = zip(parts, offsets).map { discs, offset in
      discs.map { Disc(center: Point(x: $0.center.x + offset.x, y: $0.center.y + offset.y), radius: $0.radius) }
    }
    for (position, part) in moved.enumerated() {
      for other in moved[(position + 1)...] {
        #expect(!part.contains { disc in other.contains { $0.overlaps(disc) } })
      }
    }
  }
}
