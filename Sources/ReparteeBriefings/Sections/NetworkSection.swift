/// The network of the ranked voices and the people around them, where it is not on the first page already.
struct NetworkSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    guard input.foundingPicture?.name != "network", let picture = input.networkPicture else { return nil }
    var section = Briefing.PageSection("network", title: "The network of conversations")
    section.figures = [picture]
    return section
  }
}
