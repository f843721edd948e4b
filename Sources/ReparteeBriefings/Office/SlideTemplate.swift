import Foundation
import ReparteeFormats

/// A presentation of an organisation's own, of which slides take masters, layouts, theme and size; its own slides are left out.
package struct SlideTemplate: Sendable {
  /// Why a file is no template.
  package struct Failure: Error, CustomStringConvertible {
    /// The file, what was expected, and what to do.
    package let description: String
  }

  /// A part that is kept.
  struct Part {
    var path: String
    var type: String
    var bytes: [UInt8]
  }

  /// The parts but slides, their notes, properties and the presentation itself.
  let parts: [Part]
  /// The path of a part → what it refers to of that which is kept.
  let relations: [String: [OfficePackage.Relationship]]
  /// The text of `ppt/presentation.xml`.
  let show: String
  /// Its size, in units of which a point has 12,700.
  let (width, height): (Int, Int)

  /// Reads a presentation.
  /// - Parameter path: its path, for messages.
  /// - Throws: ``Failure`` where it is none that slides can be made by.
  package init(_ bytes: [UInt8], path: String) throws(Failure) {
    func failure(_ reason: String) -> Failure {
      Failure(
        description:
          "\(path): \(reason); expected a presentation (.pptx or .potx), as PowerPoint or LibreOffice save one")
    }
    let files: [(name: String, bytes: [UInt8])]
    do throws(ZipContents.Failure) { files = try ZipContents.files(of: bytes) } catch {
      throw failure("it cannot be read: \(error)")
    }
    func text(_ name: String) -> String {
      files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    }
    let types = text("[Content_Types].xml")
    if types.contains("macroEnabled") || files.contains(where: { $0.name.hasSuffix("vbaProject.bin") }) {
      throw failure("it has macros, which are not taken over")
    }
    show = text(Self.show)
    guard types.contains("presentationml."), let size = show.firstMatch(of: /<p:sldSz[^>]*>/)?.output,
      let width = size.firstMatch(of: /cx="(\d+)"/).flatMap({ Int($0.output.1) }),
      let height = size.firstMatch(of: /cy="(\d+)"/).flatMap({ Int($0.output.1) }), width > 0, height > 0,
      show.contains("<p:sldMasterIdLst>")
    else { throw failure("it is no presentation") }
    (self.width, self.height) = (width, height)
    var type: [String: String] = [:]
    for match in types.matches(of: /<(?:Default|Override) [^>]*>/) {
      let name = match.output.firstMatch(of: /(?:Extension|PartName)="([^"]+)"/)?.output.1
      let value = match.output.firstMatch(of: /ContentType="([^"]+)"/)?.output.1
      if let name, let value { type[String(name).lowercased()] = String(value) }
    }
    let dropped = [
      "ppt/slides/", "ppt/notesSlides/", "ppt/comments/", "ppt/viewProps", "docProps/", "customXml/", "_rels/",
      "[Content_Types]",
    ]
    let candidates = files.compactMap { file -> Part? in
      guard file.name != Self.show, !file.name.hasSuffix(".rels"), !dropped.contains(where: file.name.hasPrefix)
      else { return nil }
      let ending = file.name.split(separator: ".").last.map { $0.lowercased() } ?? ""
      guard let type = type["/" + file.name.lowercased()] ?? type[ending] else { return nil }
      return Part(path: file.name, type: type, bytes: file.bytes)
    }
    let known = Set(candidates.map(\.path))
    // What only its own slides refer to goes with them.
    var relations: [String: [OfficePackage.Relationship]] = [:]
    var next = [Self.show]
    while let path = next.popLast() {
      if relations[path] != nil { continue }
      let steps = path.split(separator: "/")
      let folder = steps.dropLast().map(String.init)
      let own = text((folder + ["_rels", "\(steps.last ?? "").rels"]).joined(separator: "/"))
      let kept = own.matches(of: /<Relationship [^>]*>/).compactMap { match in
        OfficePackage.Relationship(String(match.output), folder: folder)
      }.filter { $0.isExternal || known.contains($0.target) }
      relations[path] = kept
      next += kept.filter { !$0.isExternal }.map(\.target)
    }
    self.relations = relations
    parts = candidates.filter { relations[$0.path] != nil }
    guard titleLayout != nil else { throw failure("it has no layout of slides") }
  }

  /// Reads the presentation at a path.
  /// - Throws: ``Failure``, also where there is no such file.
  package init(readingFile path: String) throws(Failure) {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure(
        description: "\(path): there is no such file, or it cannot be read; expected a presentation (.pptx or .potx)")
    }
    try self.init(Array(bytes), path: path)
  }

  static let show = "ppt/presentation.xml"

  /// The layout of the first slide.
  var titleLayout: String? {
    layout { $0.contains(/<p:sldLayout[^>]* type="title"/) } ?? layout { text in
      text.contains("type=\"subTitle\"") && ["title", "ctrTitle"].contains { text.contains("type=\"\($0)\"") }
    }
      ?? layout { $0.contains("type=\"title\"") } ?? layout { _ in true }
  }

  /// The layout of slides with a picture: a title alone, else any with a title.
  var pictureLayout: String? {
    layout { $0.contains(/<p:sldLayout[^>]* type="titleOnly"/) } ?? layout { $0.contains("type=\"title\"") }
      ?? titleLayout
  }

  /// The master of the notes, where there is one.
  var notesMaster: String? { parts.first { $0.path.hasPrefix("ppt/notesMasters/") && $0.path.hasSuffix(".xml") }?.path }

  /// The lower edge of the title in the layout of pictures, in units; nil where nothing says it.
  var titleEdge: Int? {
    guard let layout = pictureLayout else { return nil }
    let master = relations[layout]?.first { $0.type.hasSuffix("/slideMaster") }?.target
    for path in [layout, master].compactMap(\.self) {
      for shape in text(of: path).matches(of: /<p:sp>.*?<\/p:sp>/.dotMatchesNewlines())
      where shape.output.contains("type=\"title\"") {
        if let place = shape.output.firstMatch(of: /<a:off [^>]*y="(-?\d+)"[^>]*>\s*<a:ext [^>]*cy="(\d+)"/),
          let top = Int(place.output.1), let height = Int(place.output.2)
        {
          return top + height
        }
      }
    }
    return nil
  }

  private func layout(_ isIt: (String) -> Bool) -> String? {
    parts.first { $0.path.hasPrefix("ppt/slideLayouts/") && isIt(text(of: $0.path)) }?.path
  }

  private func text(of path: String) -> String {
    parts.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }
}
