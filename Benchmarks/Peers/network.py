"""Network measures against NetworKit, igraph and scipy on the same edges.

Each job runs one process of ours that does its work for each line it is given, so that it and the peers take turns on
graphs that both hold in memory. An answer is compared before its times count.
"""

import gzip
import json
import os
import statistics
import subprocess
import time

import igraph
import networkit
import numpy
import scipy
import scipy.sparse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIMINGS = os.path.join(ROOT, ".build/benchmarks/release/Timings")
NETWORKIT = f"NetworKit {networkit.__version__}"


class Ours:
    """The process that times the library from inside."""

    def __init__(self, work: str, edges: str, nodes: int):
        self.answers = work
        self.process = subprocess.Popen(
            [TIMINGS, "network", "run", edges, "--nodes", str(nodes), "--answers", work],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.size = json.loads(self.process.stdout.readline())

    def run(self, job: str) -> dict:
        self.process.stdin.write(job + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def answer(self, job: str) -> numpy.ndarray:
        return numpy.fromfile(os.path.join(self.answers, f"{job}.f64"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


class Edges:
    """Distinct arcs without loops, and the ties they make."""

    def __init__(self, path: str, nodes: int):
        self.path, self.nodes = path, nodes
        self.rows = numpy.fromfile(path, "<u4").reshape(-1, 2).astype(numpy.int64)
        arcs = self.rows[self.rows[:, 0] != self.rows[:, 1]]
        self.arcs = self.split(numpy.unique(arcs[:, 0] * nodes + arcs[:, 1]))
        self.ties = self.split(numpy.unique(arcs.min(axis=1) * nodes + arcs.max(axis=1)))

    def split(self, keys):
        return keys // self.nodes, keys % self.nodes

    def directed(self):
        return networkit.GraphFromCoo(self.arcs, n=self.nodes, directed=True)

    def undirected(self):
        return networkit.GraphFromCoo(self.ties, n=self.nodes)

    def matrix(self):
        return scipy.sparse.coo_matrix(
            (numpy.ones(len(self.rows), numpy.int32), (self.rows[:, 0].astype(numpy.int32),
                                                       self.rows[:, 1].astype(numpy.int32))),
            shape=(self.nodes, self.nodes))


def seconds(job) -> float:
    start = time.monotonic()
    job()
    return time.monotonic() - start


def in_turn(ours: Ours, job: str, make, check, runs: int) -> tuple[list[float], list[float], dict, object]:
    """Seconds of both, in turn, once both answers have been checked; `make` gives what has a method `run`."""
    figures, peer = ours.run(job), make()
    peer.run()
    check(figures, peer)
    mine, theirs = [], []
    for _ in range(runs):
        mine.append(ours.run(job)["seconds"])
        peer = make()
        theirs.append(seconds(peer.run))
    return mine, theirs, figures, peer


class Call:
    """A function as something with a method `run`."""

    def __init__(self, function):
        self.function, self.result = function, None

    def run(self):
        self.result = self.function()


def generated(work: str, scale: int, edges: int) -> Edges:
    path = os.path.join(work, f"rmat-{scale}-{edges}.bin")
    if not os.path.exists(path):
        subprocess.run(
            [TIMINGS, "network", "generate", "--scale", str(scale), "--edges", str(edges), path], check=True,
            stdout=subprocess.DEVNULL)
    return Edges(path, 1 << scale)


def shared(work: str, name: str, path: str, heading: int) -> Edges | None:
    """Real edges, renumbered, where they are at hand; they are never part of the project."""
    source = os.path.join(os.path.dirname(ROOT), "shared/data", path)
    if not os.path.exists(source):
        return None
    with gzip.open(source) as file:
        ids, places = numpy.unique(numpy.loadtxt(file, numpy.int64, skiprows=heading)[:, :2], return_inverse=True)
    written = os.path.join(work, f"{name}.bin")
    places.reshape(-1, 2).astype("<u4").tofile(written)
    return Edges(written, len(ids))


def betweenness(work: str, edges: Edges, name: str, runs: int) -> list[dict]:
    undirected = edges.undirected()
    graph = igraph.Graph(n=edges.nodes, edges=numpy.stack(edges.ties, axis=1).tolist())
    rows = []
    with Ours(work, edges.path, edges.nodes) as ours:

        def check(scores):
            values = ours.answer("betweenness")
            assert (numpy.abs(values - scores) <= 1e-6 * numpy.maximum(1, scores)).all()

        for peer_name, make, scores in (
                (f"igraph {igraph.__version__}", lambda: Call(graph.betweenness), lambda peer: peer.result),
                (NETWORKIT, lambda: networkit.centrality.Betweenness(undirected), lambda peer: peer.scores())):
            # NetworKit counts every pair from both its ends.
            factor = 1 if peer_name.startswith("igraph") else 0.5
            mine, theirs, _, _ = in_turn(
                ours, "betweenness", make, lambda _, peer: check(factor * numpy.array(scores(peer))), runs)
            rows.append({
                "job": f"exact betweenness, {name}", "ours": mine, "peer": peer_name, "theirs": theirs,
                "goal": "≤ 0.25", "note": "equal values"})
    return rows


def pagerank(work: str, scale: int, runs: int) -> list[dict]:
    edges = generated(work, scale, 16)
    graph = edges.directed()

    def make():
        rank = networkit.centrality.PageRank(
            graph, 0.85, 1e-8, distributeSinks=networkit.centrality.SinkHandling.DistributeSinks)
        rank.norm = networkit.centrality.Norm.L1_NORM
        return rank

    def check(figures, peer):
        difference = numpy.abs(ours.answer("pagerank") - numpy.array(peer.scores())).sum()
        assert difference < 1e-7, f"ranks differ by {difference}"

    with Ours(work, edges.path, edges.nodes) as ours:
        mine, theirs, figures, peer = in_turn(ours, "pagerank", make, check, runs)
    steps = (int(figures["iterations"]), peer.numberOfIterations())
    rate = len(edges.arcs[0]) * steps[0] / statistics.median(mine) / 1e6
    return [{
        "job": f"PageRank to 1e-8, RMAT 2^{scale} × 16, a step", "ours": [t / steps[0] for t in mine],
        "peer": NETWORKIT, "theirs": [t / steps[1] for t in theirs], "goal": "≤ 0.2",
        "note": f"{steps[0]} and {steps[1]} steps; {rate:.0f} million arcs a second; ranks within 1e-7"}]


def leiden(work: str, edges: Edges, name: str, runs: int, job: str = "leiden") -> list[dict]:
    graph = edges.undirected()
    rows = []
    with Ours(work, edges.path, edges.nodes) as ours:
        for peer_name, algorithm in (
                ("ParallelLeiden", networkit.community.ParallelLeiden), ("PLM", networkit.community.PLM)):

            def quality(labels) -> float:
                partition = networkit.Partition(data=labels)
                return networkit.community.Modularity().getQuality(partition, graph)

            def check(figures, peer):
                found = quality(ours.answer(job).astype(int))
                assert abs(found - figures["modularity"]) < 1e-9, f"modularity is {found}"

            mine, theirs, figures, peer = in_turn(ours, job, lambda: algorithm(graph), check, runs)
            other = quality(peer.getPartition().getVector())
            rows.append({
                "job": f"communities, {name}", "ours": mine, "peer": f"{NETWORKIT} {peer_name}", "theirs": theirs,
                "goal": "≤ 1", "note": f"modularity {figures['modularity']:.5f} and {other:.5f}"})
    return rows


def sampled(work: str, edges: Edges, name: str, runs: int) -> list[dict]:
    graph = edges.undirected()
    networkit.setSeed(1, True)
    pairs = edges.nodes * (edges.nodes - 1) / 2

    def check(figures, peer):
        shares = ours.answer("sampled") / pairs
        # KADABRA's scores are about twice NetworKit's own exact values here, so ours are held against exact values where
        # these can be had, and else the two must agree on who comes first.
        assert shares.argmax() == numpy.argmax(peer.scores())
        if edges.nodes <= 1 << 13:
            exact = networkit.centrality.Betweenness(graph)
            exact.run()
            apart = numpy.abs(shares - numpy.array(exact.scores()) / 2 / pairs).max()
            assert apart <= 0.01, f"betweenness is off by {apart} of all pairs"

    with Ours(work, edges.path, edges.nodes) as ours:
        mine, theirs, figures, peer = in_turn(
            ours, "sampled", lambda: networkit.centrality.KadabraBetweenness(graph, 0.01, 0.1), check, runs)
    return [{
        "job": f"sampled betweenness (0.01, 0.1), {name}", "ours": mine, "peer": f"{NETWORKIT} KADABRA",
        "theirs": theirs, "goal": "≤ 0.67",
        "note": f"{figures['samples']:.0f} pairs and {peer.getNumberOfIterations()} paths"}]


def parts(work: str, edges: Edges, name: str, runs: int) -> list[dict]:
    """Components, cores, triangles and the building of lists."""
    directed, undirected = edges.directed(), edges.undirected()
    matrix = edges.matrix()

    def count(figures, peer):
        assert figures["parts"] == peer.numberOfComponents()

    def cores(figures, peer):
        assert (ours.answer("cores") == numpy.array(peer.scores())).all()

    def clustering(figures, peer):
        assert numpy.abs(ours.answer("clustering") - numpy.nan_to_num(numpy.array(peer.scores()))).max() < 1e-9

    def arcs(figures, peer):
        lists = peer.result.copy()
        lists.setdiag(0)
        lists.eliminate_zeros()
        assert figures["arcs"] == lists.nnz

    def compressed():
        lists = matrix.tocsr()
        lists.sort_indices()
        return lists

    jobs = [
        ("weak components", "weak", lambda: networkit.components.ConnectedComponents(undirected), count, NETWORKIT),
        ("strong components", "strong", lambda: networkit.components.StronglyConnectedComponents(directed), count,
         NETWORKIT),
        ("core numbers", "cores", lambda: networkit.centrality.CoreDecomposition(undirected), cores, NETWORKIT),
        ("triangles and clustering", "clustering",
         lambda: networkit.centrality.LocalClusteringCoefficient(undirected, True), clustering, NETWORKIT),
        ("sorted lists from rows", "csr", lambda: Call(compressed), arcs, f"scipy {scipy.__version__}"),
    ]
    rows = []
    with Ours(work, edges.path, edges.nodes) as ours:
        for title, job, make, check, peer in jobs:
            mine, theirs, _, _ = in_turn(ours, job, make, check, runs)
            rows.append({
                "job": f"{title}, {name}", "ours": mine, "peer": peer, "theirs": theirs, "goal": "≤ 1",
                "note": "equal answers"})
    return rows


def large(work: str, size: dict) -> tuple[Edges, str]:
    """The generated graph on which most measures are compared, and its name; `size["smoke"]` makes it small."""
    scale, each = (12, 16) if size["smoke"] else (19, 32)
    return generated(work, scale, each), f"RMAT 2^{scale} × {each}"


def ranks(work: str, size: dict, threads: int) -> list[dict]:
    networkit.setNumberOfThreads(threads)
    if size["smoke"]:
        return pagerank(work, 12, size["runs"])
    return pagerank(work, 20, size["runs"]) + pagerank(work, 22, min(size["runs"], 3))


def communities(work: str, size: dict, threads: int) -> list[dict]:
    networkit.setNumberOfThreads(threads)
    found = leiden(work, *large(work, size), size["runs"])
    timme = None if size["smoke"] else shared(work, "timme", "timme-purep/friend_list.csv.gz", 1)
    if timme:
        name = "follows of 576 politicians"
        found += leiden(work, timme, name, size["runs"])
        found += leiden(work, timme, name + ", one run", size["runs"], "leidenOnce")
    return found


def paths(work: str, size: dict, threads: int) -> list[dict]:
    networkit.setNumberOfThreads(threads)
    found = sampled(work, *large(work, size), size["runs"])
    higgs = None if size["smoke"] else shared(work, "higgs-replies", "higgs/higgs-reply_network.edgelist.gz", 0)
    return found + (betweenness(work, higgs, "replies around the Higgs boson", min(size["runs"], 3)) if higgs else [])


def shapes(work: str, size: dict, threads: int) -> list[dict]:
    networkit.setNumberOfThreads(threads)
    return parts(work, *large(work, size), size["runs"])
