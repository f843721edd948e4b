import Foundation
import ReparteeTestArchives
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The parts of an office file, and what has to hold of those of any.
struct OfficeParts {
  let files: [ArchiveReader.File]

  init(_ bytes: Data) throws { files = try ArchiveReader.files(of: bytes) }

  /// The text of a part.
  subscript(_ name: String) -> String { files.first { $0.name == name }?.text ?? "" }

  /// The text of all parts but pictures.
  var text: String { files.filter { !$0.name.hasSuffix(".png") }.map(\.text).joined(separator: "\n") }

  /// Every part but pictures is well-formed, has a type, and refers to parts that are there; no part is named twice.
  func expectSound(_ location: SourceLocation = #_sourceLocation) {
    let names = Set(files.map(\.name))
    #expect(names.count == files.count, sourceLocation: location)
    #expect(files.first?.name == "[Content_Types].xml", sourceLocation: location)
    let types = self["[Content_Types].xml"]
    for file in files {
      let isPicture = file.name.hasSuffix(".png")
      #expect(
        isPicture || XMLParser(data: file.bytes).parse(), "\(file.name) is not well-formed", sourceLocation: location)
      guard file.name != "[Content_Types].xml" else { continue }
      let isRelations = file.name.hasSuffix(".rels")
      #expect(
        isRelations || types.contains("PartName=\"/\(file.name)\""), "\(file.name) has no type",
        sourceLocation: location)
      guard isRelations else { continue }
      // a/_rels/b.xml.rels belongs to a/b.xml, and its targets begin in a.
      let folder = file.name.split(separator: "/").dropLast(2)
      let source = (folder + file.name.split(separator: "/").suffix(1).map { $0.dropLast(5) }).joined(separator: "/")
      #expect(source.isEmpty || names.contains(source), "\(file.name) belongs to no part", sourceLocation: location)
      var ids: Set<String> = []
      for match in file.text.matches(of: /Id="([^"]+)" Type="[^"]+" Target="([^"]+)"/) {
        ids.insert(String(match.output.1))
        var place = folder.map(String.init)
        for step in match.output.2.split(separator: "/") {
          if step == ".." { place.removeLast() } else { place.append(String(step)) }
        }
        let target = place.joined(separator: "/")
        #expect(names.contains(target), "\(file.name) leads to \(target), which is not there", sourceLocation: location)
      }
      let used = self[source].matches(of: /r:(?:id|embed|link)="([^"]+)"/).map { String($0.output.1) }
      #expect(ids.isSuperset(of: used), "\(source) names \(Set(used).subtracting(ids))", sourceLocation: location)
    }
    #expect(
      types.matches(of: /PartName="\/([^"]+)"/).allSatisfy { names.contains(String($0.output.1)) },
      sourceLocation: location)
  }
}
