import CReparteeSVG

extension Drawing {
  /// The picture as a PDF of one page, text as text in the fonts of this machine.
  ///
  /// It carries no date, so the same picture gives the same bytes on one machine.
  /// - Throws: ``FigureError/rendering(_:)``.
  package func pdf(page: FigurePage, title: String) throws -> [UInt8] {
    try rendered { svg, target in
      figures_svg_to_pdf(
        svg.baseAddress, UInt(svg.count), page.width, page.height,
        DisplayText.cleaned(title, limit: 300, placeholder: "Figure"), collect, target)
    }
  }

  /// The picture in pixels, so many to an inch; the file says how many, so that it is placed at its size.
  /// - Throws: ``FigureError/badResolution(_:)``, ``FigureError/rendering(_:)``.
  package func png(page: FigurePage, dotsPerInch: Int) throws -> [UInt8] {
    let factor = Double(dotsPerInch) / 72
    let (width, height) = ((page.width * factor).rounded(), (page.height * factor).rounded())
    guard dotsPerInch > 0, min(width, height) >= 1, max(width, height) <= 30_000 else {
      throw FigureError.badResolution(dotsPerInch)
    }
    let bytes = try rendered { svg, target in
      figures_svg_to_png(svg.baseAddress, UInt(svg.count), Int32(width), Int32(height), collect, target)
    }
    return PNGResolution.added(to: bytes, dotsPerInch: dotsPerInch)
  }

  private func rendered(
    _ draw: (UnsafeBufferPointer<UInt8>, UnsafeMutableRawPointer) -> figures_outcome
  ) throws -> [UInt8] {
    let target = ByteTarget()
    var text = svg
    let outcome = text.withUTF8 { draw($0, Unmanaged.passUnretained(target).toOpaque()) }
    switch outcome {
    case figures_drawn: return target.bytes
    case figures_unreadable: throw FigureError.rendering("librsvg could not read it")
    case figures_no_memory: throw FigureError.rendering("there is no memory for it")
    default: throw FigureError.rendering("librsvg could not draw it")
    }
  }
}

private final class ByteTarget { var bytes: [UInt8] = [] }

/// Called by cairo with a piece of the file. In bounds: cairo gives the piece's length with it.
private func collect(
  _ target: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<UInt8>?, _ count: UInt32
) -> cairo_status_t {
  guard let target, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
  Unmanaged<ByteTarget>.fromOpaque(target).takeUnretainedValue().bytes.append(
    contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
  return CAIRO_STATUS_SUCCESS
}
