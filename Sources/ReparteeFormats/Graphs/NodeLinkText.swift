/// Node-link JSON as networkx reads it: a multigraph, since a pair has an edge a kind.
enum NodeLinkText {
  static func write(_ graph: ExportedGraph, to write: (String) throws -> Void) rethrows {
    try write("{\"directed\": true, \"multigraph\": true, \"graph\": {},\n\"nodes\": [")
    for (number, node) in graph.nodes.enumerated() {
      var fields = ["\"id\": \(JSONTable.quoted(node.id))"]
      for (name, value) in GraphText.attributes(of: node) {
        fields.append("\"\(name)\": " + (name == "followers" ? value : JSONTable.quoted(value)))
      }
      try write((number == 0 ? "\n" : ",\n") + "{\(fields.joined(separator: ", "))}")
    }
    try write("],\n\"edges\": [")
    for (number, edge) in graph.edges.enumerated() {
      try write(
        (number == 0 ? "\n" : ",\n") + "{\"source\": \(JSONTable.quoted(graph.nodes[edge.source].id)), "
          + "\"target\": \(JSONTable.quoted(graph.nodes[edge.target].id)), \"kind\": \"\(edge.kind.rawValue)\", "
          + "\"weight\": \(edge.weight), \"key\": \"\(edge.kind.rawValue)\"}")
    }
    try write("]}\n")
  }
}
