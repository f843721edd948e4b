import Foundation
import ReparteeFigures
import ReparteeText

/// The pictures of a briefing as slides (.pptx) of 16 to 9: the finding first, then a picture a slide under its own title, with the
/// numbers behind it as notes.
///
/// Titles and lines fill the places of the layouts, so that another master changes all of them. Reference: ECMA-376, part 1, 19.
struct SlideShow {
  /// A picture with what is said of it.
  struct Slide {
    var title: String
    var picture: OfficePicture
    /// The caption, and the numbers, a line each.
    var notes: [String]
  }

  /// What the slides say: the finding.
  var title: String
  /// Of which window.
  var subtitle: String
  /// What is said of the finding, a paragraph each.
  var notes: [String]
  var slides: [Slide]
  /// Whose masters and layouts they take; nil takes those below.
  var template: SlideTemplate?

  private static let (show, master, notesMaster) = (
    SlideTemplate.show, "ppt/slideMasters/slideMaster1.xml", "ppt/notesMasters/notesMaster1.xml"
  )
  private static let layouts = ["ppt/slideLayouts/slideLayout1.xml", "ppt/slideLayouts/slideLayout2.xml"]

  /// The presentation's bytes.
  /// - Throws: `ZipFile.Failure` where it would be too large.
  func bytes() throws -> Data {
    var package = OfficePackage()
    package.relate("", to: Self.show, .officeDocument)
    let design = template.map { adopt($0, into: &package) } ?? addMasters(to: &package)
    let count = slides.count + 1
    let ids = (1...count).map { package.relate(Self.show, to: Self.slide($0), .slide) }
    package.add(
      Self.show, type: "presentationml.presentation.main+xml",
      template.map { presentationPart(slides: ids, notesMaster: design.notesMasterID, in: $0) }
        ?? presentationPart(slides: ids))
    for number in 1...count {
      let path = Self.slide(number)
      let notesPath = "ppt/notesSlides/notesSlide\(number).xml"
      package.relate(path, to: design.layouts[number == 1 ? 0 : 1], .slideLayout)
      package.relate(path, to: notesPath, .notesSlide)
      package.relate(notesPath, to: design.notesMaster, .notesMaster)
      package.relate(notesPath, to: path, .slide)
      let slide = number == 1 ? nil : slides[number - 2]
      let shapes =
        slide.map { slide in
          Self.placeholder("title", number: 2, slide.title)
            + (template == nil
              ? Self.placeholder("body", index: 13, number: 3, subtitle) : Self.line(subtitle, at: design.area))
            + Self.picture(
              slide.picture, within: design.area,
              fill: slide.picture.fill(&package, folder: "ppt/media", of: path, element: "p"))
        } ?? Self.placeholder("ctrTitle", number: 2, title)
        + Self.placeholder("subTitle", index: 1, number: 3, subtitle)
      package.add(path, type: "presentationml.slide+xml", Self.part("sld", Self.tree(shapes) + Self.mapping))
      let lines = (slide?.notes ?? notes).map(Self.paragraph).joined()
      package.add(
        notesPath, type: "presentationml.notesSlide+xml",
        Self.part(
          "notes",
          Self.tree(
            """
            <p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>\
            <p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>\
            <p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>\
            <p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>\
            \(lines.isEmpty ? "<a:p/>" : lines)</p:txBody></p:sp>
            """) + Self.mapping))
    }
    package.addProperties(title: title, subject: subtitle)
    return try package.bytes()
  }

  private static func slide(_ number: Int) -> String { "ppt/slides/slide\(number).xml" }

  /// The parts that slides stand on.
  private struct Design {
    /// Those of the first slide, and of the others.
    var layouts: [String]
    var notesMaster: String
    /// The id of the notes' master, where the presentation has to name it.
    var notesMasterID: String?
    /// Where pictures lie, in points.
    var area: Area
  }

  private func addMasters(to package: inout OfficePackage) -> Design {
    package.relate(Self.show, to: Self.master, .slideMaster)
    package.relate(Self.show, to: Self.notesMaster, .notesMaster)
    package.relate(Self.show, to: "ppt/theme/theme1.xml", .theme)
    for layout in Self.layouts {
      package.relate(Self.master, to: layout, .slideLayout)
      package.relate(layout, to: Self.master, .slideMaster)
    }
    package.relate(Self.master, to: "ppt/theme/theme1.xml", .theme)
    package.add(Self.master, type: "presentationml.slideMaster+xml", Self.masterPart)
    package.add(Self.layouts[0], type: "presentationml.slideLayout+xml", Self.titleLayout)
    package.add(Self.layouts[1], type: "presentationml.slideLayout+xml", Self.pictureLayout)
    package.add("ppt/theme/theme1.xml", type: "theme+xml", OfficeTheme.part)
    addNotesMaster(to: &package, theme: "ppt/theme/theme2.xml")
    return Design(layouts: Self.layouts, notesMaster: Self.notesMaster, area: Self.area)
  }

  private func addNotesMaster(to package: inout OfficePackage, theme: String) {
    package.relate(Self.notesMaster, to: theme, .theme)
    package.add(Self.notesMaster, type: "presentationml.notesMaster+xml", Self.notesMasterPart)
    package.add(theme, type: "theme+xml", OfficeTheme.part)
  }

  /// Takes over the parts of a template.
  private func adopt(_ template: SlideTemplate, into package: inout OfficePackage) -> Design {
    for part in template.parts { package.add(part.path, type: part.type, part.bytes) }
    for (path, relations) in template.relations { package.relate(path, as: relations) }
    var id: String?
    if template.notesMaster == nil {
      addNotesMaster(to: &package, theme: "ppt/theme/themeOfNotes.xml")
      id = package.relate(Self.show, to: Self.notesMaster, .notesMaster)
    }
    let layouts = [template.titleLayout, template.pictureLayout].compactMap(\.self)
    let (width, height) = (Double(template.width) / 12_700, Double(template.height) / 12_700)
    // Below the title and the line of the window; a foot is left free, where templates have numbers and logos.
    let edge = template.titleEdge.map { Double($0) / 12_700 } ?? 0.2 * height
    let top = min(edge, 0.35 * height) + 26
    return Design(
      layouts: layouts, notesMaster: template.notesMaster ?? Self.notesMaster, notesMasterID: id,
      area: (0.04 * width, top, 0.92 * width, 0.92 * height - top))
  }

  private static func slideList(_ ids: [String]) -> String {
    let slides = ids.enumerated().map { "<p:sldId id=\"\(256 + $0)\" r:id=\"\($1)\"/>" }.joined()
    return "<p:sldIdLst>\(slides)</p:sldIdLst>"
  }

  private func presentationPart(slides ids: [String]) -> [UInt8] {
    Self.part(
      "presentation",
      """
      <p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>\
      <p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>\(Self.slideList(ids))\
      <p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>\
      <p:defaultTextStyle><a:defPPr><a:defRPr lang="en-GB"/></a:defPPr></p:defaultTextStyle>
      """)
  }

  /// The presentation of a template with these slides instead of its own, and without what speaks of its own.
  private func presentationPart(slides ids: [String], notesMaster: String?, in template: SlideTemplate) -> [UInt8] {
    var text = template.show
    text.replace(/(?s)<p:(sldIdLst|custShowLst|custDataLst|extLst)>.*?<\/p:\1>/, with: "")
    text.replace(/<p:sldIdLst\/>/, with: "")
    let notes = notesMaster.map { "<p:notesMasterIdLst><p:notesMasterId r:id=\"\($0)\"/></p:notesMasterIdLst>" } ?? ""
    let before = text.contains("</p:notesMasterIdLst>") ? "</p:notesMasterIdLst>" : "</p:sldMasterIdLst>"
    text.replace(before, with: before + notes + Self.slideList(ids), maxReplacements: 1)
    return Array(text.utf8)
  }
}

/// Places on a slide of 960 by 540 points.
extension SlideShow {
  /// A place on a slide, in points.
  typealias Area = (x: Double, y: Double, width: Double, height: Double)

  /// Where pictures lie.
  private static let area: Area = (24, 98, 912, 430)

  private static func units(_ points: Double) -> Int { Int((points * 12_700).rounded()) }

  private static func frame(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
    """
    <a:xfrm><a:off x="\(units(x))" y="\(units(y))"/><a:ext cx="\(units(width))" cy="\(units(height))"/></a:xfrm>
    """
  }

  private static func picture(_ picture: OfficePicture, within area: Area, fill: String) -> String {
    let size = picture.size(within: (area.width, area.height))
    let frame = frame(
      area.x + (area.width - size.width) / 2, area.y + (area.height - size.height) / 2, size.width, size.height)
    return """
      <p:pic><p:nvPicPr><p:cNvPr id="4" name="\(Markup.attribute(picture.name))" \
      descr="\(Markup.attribute(picture.description))"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/>\
      </p:nvPicPr>\(fill)<p:spPr>\(frame)<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>
      """
  }

  /// A line of text above a picture, where a layout has no place for it.
  private static func line(_ text: String, at area: Area) -> String {
    """
    <p:sp><p:nvSpPr><p:cNvPr id="3" name="Window"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>\
    <p:spPr>\(frame(area.x, area.y - 22, area.width, 20))<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>\
    <p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>\(paragraph(text, size: 12))</p:txBody></p:sp>
    """
  }

  /// Text in a place that the layout has.
  private static func placeholder(_ type: String, index: Int? = nil, number: Int, _ text: String) -> String {
    """
    <p:sp><p:nvSpPr><p:cNvPr id="\(number)" name="\(type) \(number)"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>\
    <p:nvPr><p:ph type="\(type)"\(index.map { " idx=\"\($0)\"" } ?? "")/></p:nvPr></p:nvSpPr><p:spPr/>\
    <p:txBody><a:bodyPr/><a:lstStyle/>\(paragraph(text, size: size(of: text, in: type)))</p:txBody></p:sp>
    """
  }

  /// The size of a title that does not fit in the layout's own; nil leaves that.
  private static func size(of text: String, in type: String) -> Int? {
    switch type {
    case "title" where text.count > 150: 16
    case "title" where text.count > 75: 20
    case "title" where text.count > 30: 24
    case "ctrTitle" where text.count > 220: 24
    case "ctrTitle" where text.count > 120: 30
    case "ctrTitle" where text.count > 50: 36
    default: nil
    }
  }

  private static func paragraph(_ text: String) -> String { paragraph(text, size: nil) }

  private static func paragraph(_ text: String, size: Int?) -> String {
    let look = size.map { " sz=\"\($0 * 100)\"" } ?? ""
    return "<a:p><a:r><a:rPr lang=\"en-GB\"\(look)/><a:t>\(Markup.escaped(text))</a:t></a:r></a:p>"
  }

  private static let mapping = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"

  private static func tree(_ shapes: String) -> String {
    """
    <p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>\(shapes)\
    </p:spTree></p:cSld>
    """
  }

  private static func part(_ name: String, attributes: String = "", _ markup: String) -> [UInt8] {
    var xml = XMLText()
    xml.append(
      markup: """
        <p:\(name) xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="\(Spreadsheet.relationships)" \
        xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"\(attributes)>\(markup)</p:\(name)>
        """)
    return xml.bytes
  }
}

/// The master and its two layouts.
extension SlideShow {
  /// A place that slides fill.
  private static func place(
    _ type: String, index: Int? = nil, number: Int, frame: String, anchor: String, prompt: String, size: Int? = nil,
    color: String? = nil
  ) -> String {
    let run = size.map { size in
      """
      <a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="\(size * 100)">\
      \(color.map { "<a:solidFill><a:schemeClr val=\"\($0)\"/></a:solidFill>" } ?? "")</a:defRPr></a:lvl1pPr>
      """
    }
    return """
      <p:sp><p:nvSpPr><p:cNvPr id="\(number)" name="\(prompt)"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>\
      <p:nvPr><p:ph type="\(type)"\(index.map { " idx=\"\($0)\"" } ?? "")/></p:nvPr></p:nvSpPr>\
      <p:spPr>\(frame)<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>\
      <p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="\(anchor)"><a:normAutofit/></a:bodyPr>\
      <a:lstStyle>\(run ?? "")</a:lstStyle>\(paragraph(prompt))</p:txBody></p:sp>
      """
  }

  private static var masterPart: [UInt8] {
    let title = place(
      "title", number: 2, frame: frame(36, 18, 888, 54), anchor: "b", prompt: "Title")
    let body = place(
      "body", index: 1, number: 3, frame: frame(36, 98, 888, 430), anchor: "t", prompt: "Text")
    let levels = (1...9).map { level in
      """
      <a:lvl\(level)pPr marL="\((level - 1) * 228_600)" indent="0" algn="l"><a:spcBef><a:spcPts val="600"/></a:spcBef><a:buNone/>\
      <a:defRPr sz="1800" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>\
      <a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl\(level)pPr>
      """
    }.joined()
    return part(
      "sldMaster",
      """
      <p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>\
      \(tree(title + body).dropFirst("<p:cSld>".count))\
      <p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" \
      accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>\
      <p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/><p:sldLayoutId id="2147483650" r:id="rId2"/></p:sldLayoutIdLst>\
      <p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>\
      <a:defRPr sz="2400" b="1" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/>\
      <a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr></p:titleStyle>\
      <p:bodyStyle>\(levels)</p:bodyStyle><p:otherStyle>\(levels)</p:otherStyle></p:txStyles>
      """)
  }

  private static func layout(_ type: String, name: String, _ places: String) -> [UInt8] {
    let tree = tree(places).dropFirst("<p:cSld".count)
    return part(
      "sldLayout", attributes: " type=\"\(type)\" preserve=\"1\"", "<p:cSld name=\"\(name)\"" + tree + mapping)
  }

  private static var titleLayout: [UInt8] {
    layout(
      "title", name: "Finding",
      place(
        "ctrTitle", number: 2, frame: frame(72, 110, 816, 220), anchor: "b", prompt: "Finding", size: 36)
        + place(
          "subTitle", index: 1, number: 3, frame: frame(72, 352, 816, 60), anchor: "t", prompt: "Window", size: 18,
          color: "tx2"))
  }

  private static var pictureLayout: [UInt8] {
    layout(
      "titleOnly", name: "Picture",
      place("title", number: 2, frame: frame(36, 18, 888, 52), anchor: "b", prompt: "Title")
        + place(
          "body", index: 13, number: 3, frame: frame(36, 74, 888, 20), anchor: "ctr", prompt: "Window", size: 12,
          color: "tx2"))
  }

  private static var notesMasterPart: [UInt8] {
    let levels = (1...9).map { level in
      """
      <a:lvl\(level)pPr algn="l"><a:defRPr sz="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>\
      <a:latin typeface="+mn-lt"/></a:defRPr></a:lvl\(level)pPr>
      """
    }.joined()
    return part(
      "notesMaster",
      """
      <p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>\
      \(tree(
        """
        <p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>\
        <p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>\(frame(54, 54, 432, 243))\
        <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>
        """ + place("body", index: 1, number: 3, frame: frame(54, 330, 432, 340), anchor: "t", prompt: "Notes")
      ).dropFirst("<p:cSld>".count))\
      <p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" \
      accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:notesStyle>\(levels)</p:notesStyle>
      """)
  }
}

/// The colours and fonts of the slides: those of the pictures.
enum OfficeTheme {
  static var part: [UInt8] {
    let colors =
      [("dk1", Palette.text), ("lt1", Palette.background), ("dk2", Palette.quietText), ("lt2", Palette.tint)]
      + [
        ("accent1", Palette.blue), ("accent2", Palette.pink), ("accent3", Palette.turquoise),
        ("accent4", Palette.orange),
        ("accent5", Palette.strongLine), ("accent6", Palette.thinLine), ("hlink", Palette.blue),
        ("folHlink", Palette.quietText),
      ]
    let fonts = "<a:latin typeface=\"Arial\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>"
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>"
    let line = "<a:ln w=\"9525\">\(fill)</a:ln>"
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    var xml = XMLText()
    xml.append(
      markup: """
        <a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Repartee"><a:themeElements>\
        <a:clrScheme name="Repartee">\(colors.map { color($0, $1) }.joined())</a:clrScheme>\
        <a:fontScheme name="Repartee"><a:majorFont>\(fonts)</a:majorFont><a:minorFont>\(fonts)</a:minorFont></a:fontScheme>\
        <a:fmtScheme name="Repartee"><a:fillStyleLst>\(fill)\(fill)\(fill)</a:fillStyleLst><a:lnStyleLst>\(line)\(line)\(line)\
        </a:lnStyleLst><a:effectStyleLst>\(effect)\(effect)\(effect)</a:effectStyleLst>\
        <a:bgFillStyleLst>\(fill)\(fill)\(fill)</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>
        """)
    return xml.bytes
  }

  private static func color(_ name: String, _ color: Color) -> String {
    "<a:\(name)><a:srgbClr val=\"\(color.hex.dropFirst())\"/></a:\(name)>"
  }
}

extension SlideShow {
  /// How many rows of a picture's table its notes have.
  private static let notedRows = 12

  /// The pictures of a briefing, drawn again for slides.
  /// - Throws: `FigureError` where a picture cannot be drawn.
  init(of briefing: Briefing, on html: BriefingPage, template: SlideTemplate? = nil) throws {
    func clean(_ text: String) -> String { DisplayText.cleaned(text, limit: 2_000, placeholder: "") }
    title = clean(briefing.title)
    subtitle = clean(briefing.subtitle)
    self.template = template
    notes = briefing.sections.first?.paragraphs.map(clean) ?? []
    let format = FigurePage(.slide)
    var area = html.page
    (area.width, area.height) = (format.width, format.height)
    slides = try briefing.sections.flatMap(\.figures).map { picture in
      area.identifier = "slide-" + picture.name
      let drawing = try picture.figure.drawing(on: area)
      let shown = html.drawn(in: picture, of: drawing, rows: Self.notedRows)
      let lines = [shown.headings] + shown.rows
      return Slide(
        title: DisplayText.cleaned(picture.figure.title, limit: 2_000, placeholder: clean(picture.caption)),
        picture: try OfficePicture(picture, drawing, page: area, hasHeading: false),
        notes: [clean(picture.caption)] + lines.map { $0.joined(separator: " | ") }
          + [shown.note].filter { !$0.isEmpty })
    }
  }
}
