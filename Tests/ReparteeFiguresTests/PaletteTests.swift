import ReparteeGraph
import Testing

@testable import ReparteeFigures

@Suite struct PaletteTests {
  @Test func coloursAreThoseOfTheAnalysisFunction() {
    #expect(
      [Palette.blue, Palette.turquoise, Palette.pink, Palette.orange].map(\.hex) == [
        "#12436D", "#28A197", "#801650", "#F46A25",
      ])
  }

  @Test func contrastFollowsTheGuidelines() {
    #expect(abs(Contrast.ratio(Color(0), Color(0xFFFFFF)) - 21) < 1e-9)
    #expect(Contrast.ratio(Palette.pink, Palette.pink) == 1)
    // #777777 on white is the well-known near miss of 4.5.
    #expect(abs(Contrast.ratio(Color(0x777777), Color(0xFFFFFF)) - 4.478) < 0.001)
  }

  @Test func shapesAndLinesStandOutFromTheGround() {
    let shapes =
      VoiceSection.allCases.map(\.color) + [Palette.strongLine, Palette.thinLine, Palette.strongDot]
    for color in shapes {
      #expect(Contrast.ratio(color, Palette.background) >= 3, "\(color.hex)")
    }
  }

  @Test func textIsReadable() {
    for color in [Palette.text, Palette.quietText] {
      #expect(Contrast.ratio(color, Palette.background) >= 4.5, "\(color.hex)")
    }
  }

  @Test func thinAndStrongAreToldApartWithoutColour() {
    #expect(Contrast.ratio(Palette.strongDot, Palette.thinLine) >= 3)
  }
}
