"""Exports the sample to every graph format, and reads it with networkx and igraph: equal nodes, edges, kinds and weights."""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile

import igraph
import networkx

from command import BINARY

COMMAND = str(BINARY)
SAMPLE = pathlib.Path("datasets/policy-engagement")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        base = pathlib.Path(folder)
        store = base / "s.repartee"
        files = [SAMPLE / name for name in ("posts.csv", "follows.csv", "interactions.csv")]
        subprocess.run([COMMAND, "import", *files, "--into", store, "--quiet"], check=True)
        for ending in ("csv", "graphml", "gexf", "json"):
            subprocess.run([COMMAND, "export", store, "--output", base / f"n.{ending}", "--quiet"], check=True)
        with open(base / "n.csv", newline="") as rows:
            edges = sorted((row["Source"], row["Target"], row["Kind"], int(row["Weight"])) for row in csv.DictReader(rows))
        with open(base / "n-nodes.csv", newline="") as rows:
            nodes = sorted(row["Id"] for row in csv.DictReader(rows))

        def listed(graph):
            return sorted((a, b, data["kind"], int(data["weight"])) for a, b, data in graph.edges(data=True))

        graphml = networkx.read_graphml(base / "n.graphml", force_multigraph=True)
        gexf = networkx.read_gexf(base / "n.gexf")
        with open(base / "n.json") as text:
            linked = networkx.node_link_graph(json.load(text), edges="edges")
        own = igraph.Graph.Read_GraphML(str(base / "n.graphml"))
        ends = sorted((own.vs[e.source]["id"], own.vs[e.target]["id"], e["kind"], int(e["weight"])) for e in own.es)
        found = {
            "networkx, GraphML": (sorted(graphml), listed(graphml)), "networkx, GEXF": (sorted(gexf), listed(gexf)),
            "networkx, node-link JSON": (sorted(linked), listed(linked)),
            "igraph, GraphML": (sorted(own.vs["id"]), ends),
        }
    failures = [name for name, graph in found.items() if graph != (nodes, edges)]
    for name in found:
        print(f"{name:26} {len(nodes):,} nodes, {len(edges):,} edges  {'DIFFERS' if name in failures else 'equal'}")
    return 1 if failures else 0


sys.exit(main())
