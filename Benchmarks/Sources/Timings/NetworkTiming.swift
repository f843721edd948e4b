import ArgumentParser
import Foundation
import Repartee

/// Network measures on a graph, one job at a time, so that a peer can take its turn between two of them.
struct NetworkTiming: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Times network measures.",
    subcommands: [NetworkGeneration.self, NetworkJobs.self])
}

/// Writes the edges of a generated graph to a file: two numbers of 32 bits each, little end first.
struct NetworkGeneration: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "generate")

  @Option(help: "The graph has 2 to this power nodes.") var scale = 16
  @Option(help: "Rows a node; some are loops or come twice.") var edges = 16
  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 1
  @Argument(help: "The file to write.") var file: String

  func run() throws {
    let pairs = RandomEdges(scale: scale, seed: seed).draw(edges << scale)
    try pairs.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: file)) }
    print(#"{"nodes": \#(1 << scale), "rows": \#(pairs.count / 2)}"#)
  }
}

/// Does each job that a line of standard input names, and prints its seconds and figures as a line of JSON.
struct NetworkJobs: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run")

  @Argument(help: "Edges, as “network generate” writes them.") var file: String
  @Option(help: "How many nodes there are.") var nodes: Int
  @Option(help: "A folder for the answers, as numbers of 64 bits by node.") var answers: String?

  func run() throws {
    let pairs = try Data(contentsOf: URL(fileURLWithPath: file)).withUnsafeBytes {
      Array($0.bindMemory(to: UInt32.self))
    }
    let bench = NetworkBench(
      nodeCount: nodes, sources: stride(from: 0, to: pairs.count, by: 2).map { pairs[$0] },
      targets: stride(from: 1, to: pairs.count, by: 2).map { pairs[$0] })
    /// At once, since somebody waits for it.
    func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
    say(#"{"arcs": \#(bench.graph.edgeCount), "ties": \#(bench.neighbours.edgeCount / 2)}"#)
    while let line = readLine() {
      guard let job = NetworkJob(rawValue: line) else { throw ValidationError("no job is named \(line)") }
      let clock = ContinuousClock()
      let start = clock.now
      let outcome = job.work(bench)
      let seconds = start.duration(to: clock.now) / .seconds(1)
      if let answers {
        try outcome.values().withUnsafeBytes {
          try Data($0).write(to: URL(fileURLWithPath: answers).appendingPathComponent("\(line).f64"))
        }
      }
      let figures = outcome.figures.map { #", "\#($0.name)": \#($0.value)"# }.joined()
      say(#"{"job": "\#(line)", "seconds": \#(seconds)\#(figures)}"#)
    }
  }
}
