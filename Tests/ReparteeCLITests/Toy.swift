import Foundation

/// The worked example of the measures' definitions, as files; minutes since the beginning of 2026.
enum Toy {
  static let posts: String = {
    let rows: [(Int, String, String, Int)] = [
      (1, "A", "", 0), (2, "B", "1", 5), (3, "A", "2", 9), (4, "B", "3", 20), (5, "E", "2", 30), (6, "C", "1", 15),
      (7, "A", "6", 25), (8, "C", "7", 60), (9, "F", "8", 90), (10, "A", "1", 2), (11, "C", "10", 200),
      (21, "D", "", 0), (22, "B", "21", 1), (23, "X", "21", 2), (24, "X", "21", 3), (25, "E", "21", 4),
      (26, "B", "25", 5),
    ]
    let lines = rows.map { "\($0.0),\($0.1),\($0.2),\(1_767_225_600 + $0.3 * 60)" }
    return "id,author,parent,time\n" + lines.joined(separator: "\n") + "\n"
  }()

  static let follows: String = {
    let lists = ["A": "B C g1", "B": "A g1 g2", "C": "A g3", "D": "B E X g1 g2 g3 g4 g5 g6", "E": "g4"]
    let lines = lists.flatMap { followed, followers in followers.split(separator: " ").map { "\($0),\(followed)\n" } }
    return "follower,followed\n" + lines.sorted().joined()
  }()

  /// A folder with the store `toy.repartee`.
  static func command() throws -> Command {
    let command = try Command()
    try command.file("posts.csv", posts)
    try command.file("follows.csv", follows)
    let outcome = try command.run("import", "posts.csv", "follows.csv", "--into", "toy.repartee", "--quiet")
    guard outcome.status == 0 else { throw ToyError(errors: outcome.errors) }
    return command
  }

  /// A folder with `job.yaml`, and the example in `exports` for it to read.
  static func command(job: String) throws -> Command {
    let command = try Command()
    try FileManager.default.createDirectory(atPath: command.path("exports"), withIntermediateDirectories: true)
    try command.file("exports/posts.csv", posts)
    try command.file("exports/follows.csv", follows)
    try command.file("job.yaml", job)
    return command
  }

  struct ToyError: Error {
    var errors: String
  }
}
