/// The attributes of an element: few as a rule, and asked for once or twice, so that a list is filled faster than a
/// dictionary. Filling it takes no look at what is there, so that an element of a million attributes costs no more than
/// its length.
struct XMLAttributes: Sendable {
  private var pairs: [(name: String, text: String)] = []

  /// The text of that name, of several the last; nil where there is none.
  subscript(name: String) -> String? { pairs.last { $0.name == name }?.text }

  /// Adds a text.
  mutating func append(_ name: String, _ text: String) { pairs.append((name, text)) }
}
