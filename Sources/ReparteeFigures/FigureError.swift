/// What can go wrong while a figure is drawn, with the remedy.
public enum FigureError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A tie names a node that does not exist, joins two people, or joins a node to itself.
  case badTie(position: Int, first: Int, second: Int)
  /// The number of people is negative.
  case badPeopleCount(Int)
  /// A post of a conversation does not reply to an earlier one, or its author is none of the voices.
  case badPost(position: Int)
  /// An edge names a community that does not exist, or joins one to itself.
  case badEdge(position: Int)
  /// The page is too small to hold the title, the legend and a picture, or is not a finite size.
  case badPage(width: Double, height: Double)
  /// Graphviz could not be started, or refused a layout; the message is its own.
  case graphviz(String)
  /// A layout took longer than the time limit, or waited for one that did.
  case layoutTooSlow(seconds: Int)
  /// A picture could not be turned into another format.
  case rendering(String)
  /// The picture would have too many pixels, or none.
  case badResolution(Int)
  /// A file of positions has none that could be read.
  case noPositions(file: String)

  /// One sentence for a person: what happened and what to do.
  public var description: String {
    switch self {
    case .badTie(let position, let first, let second):
      "Tie \(position) joins \(first) and \(second): a tie joins a voice to another voice or to a person, "
        + "by their positions with the voices first."
    case .badPeopleCount(let count): "The number of people is \(count): give 0 or more."
    case .badPost(let position):
      "Post \(position) does not reply to an earlier post, or its author is none of the voices: give posts in preorder, "
        + "the first without a parent, and authors by their positions."
    case .badEdge(let position):
      "Edge \(position) does not run between two communities: give both by their positions."
    case .badPage(let width, let height):
      "A page of \(width) by \(height) points does not hold a figure: give at least 400 by 360, "
        + "a height of at least 0.56 of the width, and at most 20,000."
    case .rendering(let message):
      "The picture could not be turned into this format: \(message). Write it as .svg, and check that librsvg is "
        + "installed (on Debian and Ubuntu: apt-get install librsvg2-dev)."
    case .badResolution(let resolution):
      "\(resolution) dots an inch give a picture of no pixels or of more than 30,000 a side: give 36 to 1,200."
    case .noPositions(let file):
      "\(file): no places of voices were found in it. Give a network diagram that Repartee drew (.svg), or its table "
        + "(.csv) with the columns voice, x and y."
    case .layoutTooSlow(let seconds):
      "Graphviz did not finish the diagram within \(seconds) seconds: draw fewer voices, or a shorter window, "
        + "and see whether the machine is busy."
    case .graphviz(let message):
      "Graphviz could not lay the diagram out: \(message). Check that Graphviz and its plugins are installed "
        + "(on Debian and Ubuntu: apt-get install libgraphviz-dev)."
    }
  }
}
