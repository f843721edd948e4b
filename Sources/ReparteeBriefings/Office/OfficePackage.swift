import Foundation
import ReparteeFormats
import ReparteeText

/// The parts of an Office Open XML file, with the relationships between them and the types of their content.
///
/// Parts are packed in the order in which they were added, without a date: the same parts give the same bytes.
/// Reference: ECMA-376, part 2.
struct OfficePackage {
  /// What a part is to the one that refers to it.
  enum Relation: String {
    case officeDocument, worksheet, styles, settings, numbering, image, slide, slideMaster, slideLayout, theme
    case notesMaster, notesSlide, presProps, comments, vmlDrawing
    case extendedProperties = "extended-properties"
    case coreProperties = "metadata/core-properties"

    /// The relation's name in files.
    var uri: String {
      let place = self == .coreProperties ? "package" : "officeDocument"
      return "http://schemas.openxmlformats.org/\(place)/2006/relationships/\(rawValue)"
    }
  }

  private struct Part {
    var path: String
    var type: String
    var bytes: [UInt8]
  }

  /// That a part refers to another, or to a place outside.
  struct Relationship {
    var id: String
    var type: String
    var target: String
    var isExternal = false
  }

  private var parts: [Part] = []
  /// The path of a part, or nothing for the file itself → what it refers to.
  private var relations: [String: [Relationship]] = [:]

  /// Adds a part.
  /// - Parameters:
  ///   - path: where it lies, without a slash at its beginning.
  ///   - type: the type of its content, whole or behind `application/vnd.openxmlformats-officedocument.`.
  mutating func add(_ path: String, type: String, _ bytes: [UInt8]) {
    let type = type.contains("/") ? type : "application/vnd.openxmlformats-officedocument." + type
    parts.append(Part(path: path, type: type, bytes: bytes))
  }

  /// Lets a part refer to another.
  /// - Parameter source: the path of the part; nothing is the file itself.
  /// - Returns: the id by which the part's own text refers to it.
  @discardableResult
  mutating func relate(_ source: String, to target: String, _ relation: Relation) -> String {
    let taken = Set(relations[source, default: []].map(\.id))
    var number = taken.count + 1
    while taken.contains("rId\(number)") { number += 1 }
    relations[source, default: []].append(
      Relationship(id: "rId\(number)", type: relation.uri, target: target))
    return "rId\(number)"
  }

  /// Lets a part refer to what it refers to in a file that it was taken from, under the same ids.
  mutating func relate(_ source: String, as relationships: [Relationship]) {
    relations[source, default: []] += relationships
  }

  /// Adds what the file is called and which program made it, and no moment.
  mutating func addProperties(title: String, subject: String) {
    let namespaces: KeyValuePairs = [
      "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
      "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    ]
    var core = XMLText()
    core.element("cp:coreProperties", namespaces) { xml in
      xml.element("dc:title", text: title)
      xml.element("dc:subject", text: subject)
      xml.element("dc:creator", text: "Repartee")
      xml.element("dc:language", text: "en-GB")
    }
    add(
      "docProps/core.xml", type: "application/vnd.openxmlformats-package.core-properties+xml", core.bytes)
    relate("", to: "docProps/core.xml", .coreProperties)
    var app = XMLText()
    app.element(
      "Properties", ["xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"]
    ) { $0.element("Application", text: "Repartee") }
    add("docProps/app.xml", type: "extended-properties+xml", app.bytes)
    relate("", to: "docProps/app.xml", .extendedProperties)
  }

  /// The file's bytes.
  /// - Throws: `ZipFile.Failure` where it would be too large.
  func bytes() throws -> Data {
    var zip = ZipFile()
    try zip.add("[Content_Types].xml", contentTypes)
    if let own = relations[""] { try zip.add("_rels/.rels", Self.text(of: own, from: "")) }
    for part in parts {
      try zip.add(part.path, part.bytes)
      guard let own = relations[part.path], !own.isEmpty else { continue }
      let folders = part.path.split(separator: "/")
      let path = (folders.dropLast() + ["_rels", "\(folders.last ?? "").rels"]).joined(separator: "/")
      try zip.add(path, Self.text(of: own, from: part.path))
    }
    return zip.finished()
  }

  private var contentTypes: [UInt8] {
    var xml = XMLText()
    xml.element("Types", ["xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"]) { xml in
      xml.element(
        "Default",
        ["Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"])
      for part in parts { xml.element("Override", ["PartName": "/" + part.path, "ContentType": part.type]) }
    }
    return xml.bytes
  }

  private static func text(of relations: [Relationship], from source: String) -> [UInt8] {
    var xml = XMLText()
    xml.element(
      "Relationships", ["xmlns": "http://schemas.openxmlformats.org/package/2006/relationships"]
    ) { xml in
      for relation in relations {
        if relation.isExternal {
          xml.element(
            "Relationship",
            ["Id": relation.id, "Type": relation.type, "Target": relation.target, "TargetMode": "External"])
        } else {
          xml.element(
            "Relationship",
            ["Id": relation.id, "Type": relation.type, "Target": relative(relation.target, to: source)])
        }
      }
    }
    return xml.bytes
  }

  /// The path of a part as seen from the folder of another.
  private static func relative(_ target: String, to source: String) -> String {
    let (to, from) = (target.split(separator: "/"), source.split(separator: "/").dropLast())
    let shared = zip(to, from).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: from.count - shared) + to[shared...]).joined(separator: "/")
  }
}

extension OfficePackage.Relationship {
  /// The relationship that an element of a file says; nil where something is missing.
  /// - Parameter folder: the steps to the part that it belongs to.
  init?(_ element: String, folder: [String]) {
    func value(_ name: String) -> String? {
      element.firstRange(of: " \(name)=\"").map { start in
        Markup.unescaped(element[start.upperBound...].prefix { $0 != "\"" })
      }
    }
    guard let id = value("Id"), let type = value("Type"), let target = value("Target") else { return nil }
    (self.id, self.type) = (id, type)
    isExternal = value("TargetMode") == "External"
    var place = target.hasPrefix("/") ? [] : folder
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = place.popLast() } else { place.append(String(step)) }
    }
    self.target = isExternal ? target : place.joined(separator: "/")
  }
}
