/// A few texts by name, such as the attributes of an element: so few that looking at all is faster than a dictionary.
struct NamedTexts: Sendable {
  private var pairs: [(name: String, text: String)] = []

  /// The texts, in the order in which they came.
  var texts: [String] { pairs.map(\.text) }

  /// The text of that name; set to nil, there is none.
  subscript(name: String) -> String? {
    get { pairs.first { $0.name == name }?.text }
    set {
      let place = pairs.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let text?): pairs[place].text = text
      case (let place?, nil): pairs.remove(at: place)
      case (nil, let text?): pairs.append((name, text))
      case (nil, nil): break
      }
    }
  }
}
