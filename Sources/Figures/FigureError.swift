/// What can go wrong while a figure is drawn, with the remedy.
public enum FigureError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A tie names a node that does not exist, joins two people, or joins a node to itself.
  case badTie(position: Int, first: Int, second: Int)
  /// The number of people is negative.
  case badPeopleCount(Int)
  /// The page is too small to hold the title, the legend and a picture, or is not a finite size.
  case badPage(width: Double, height: Double)
  /// Graphviz could not be started, or refused a layout; the message is its own.
  case graphviz(String)

  /// One sentence for a person: what happened and what to do.
  public var description: String {
    switch self {
    case .badTie(let position, let first, let second):
      "Tie \(position) joins \(first) and \(second): a tie joins a voice to another voice or to a person, "
        + "by their positions with the voices first."
    case .badPeopleCount(let count): "The number of people is \(count): give 0 or more."
    case .badPage(let width, let height):
      "A page of \(width) by \(height) points does not hold a network diagram: give at least 400 by 360, "
        + "a height of at least 0.56 of the width, and at most 20,000."
    case .graphviz(let message):
      "Graphviz could not lay the diagram out: \(message). Check that Graphviz and its plugins are installed "
        + "(on Debian and Ubuntu: apt-get install libgraphviz-dev)."
    }
  }
}
