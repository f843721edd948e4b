/// What a graph's file in XML says of the attributes of its nodes and edges, before these come: arbitrary keys, the names
/// behind them, and what holds where an element says nothing.
struct GraphAttributes: Sendable {
  /// Of nodes and of edges: key → name, in small letters.
  private var names: [String: [String: String]] = [:]
  /// Of nodes and of edges: name → default.
  private var defaults: [String: [String: String]] = [:]

  /// Takes in one attribute of `owner`, which is `node` or `edge`, as the element that declares it has it.
  mutating func declare(_ element: XMLNode, name: String?, of owner: String) {
    guard let key = element.attributes["id"] else { return }
    let name = (name ?? key).lowercased()
    names[owner, default: [:]][key] = name
    if let text = element.text(of: "default") { defaults[owner, default: [:]][name] = text }
  }

  /// The names that elements of `owner` may have.
  func names(of owner: String) -> [String] { names[owner].map { Array($0.values) } ?? [] }

  /// Name → value of an element of `owner` that holds these values by key; keys that nobody declared are left out.
  func values(_ held: [(key: String?, value: String?)], of owner: String) -> [String: String] {
    var values = defaults[owner] ?? [:]
    for (key, value) in held {
      if let key, let name = names[owner]?[key] { values[name] = value?.trimmingBlanks }
    }
    return values
  }
}
