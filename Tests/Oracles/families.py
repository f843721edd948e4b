"""Seeded random networks of many shapes, as rows of interactions."""

import random

import networkx as nx


def _directed(graph, rng):
    """Each tie of an undirected graph as an arc one way, the other, or both."""
    for left, right in graph.edges():
        way = rng.randrange(3)
        if way != 1:
            yield left, right
        if way != 0:
            yield right, left


def _hubs_with_leaves(rng):
    hubs = rng.randrange(2, 6)
    arcs = [(left, right) for left in range(hubs) for right in range(left) if rng.random() < 0.6]
    leaf = hubs
    for hub in range(hubs):
        for _ in range(rng.randrange(1, 40)):
            arcs.append((leaf, hub))
            if rng.random() < 0.1:
                arcs.append((hub, leaf))
            leaf += 1
    return arcs


def _oriented(make):
    return lambda rng, seed: list(_directed(make(rng, seed), rng))


FAMILIES = {
    "tiny": lambda rng, seed: [(rng.randrange(4), rng.randrange(4)) for _ in range(rng.randrange(1, 6))],
    "Erdős–Rényi": _oriented(lambda rng, seed: nx.gnp_random_graph(rng.randrange(5, 90), rng.choice([0.03, 0.08, 0.3]), seed=seed)),
    "Barabási–Albert": _oriented(lambda rng, seed: nx.barabasi_albert_graph(rng.randrange(8, 120), rng.randrange(1, 5), seed=seed)),
    "Watts–Strogatz": _oriented(lambda rng, seed: nx.watts_strogatz_graph(rng.randrange(10, 90), 4, 0.2, seed=seed)),
    "star": _oriented(lambda rng, seed: nx.star_graph(rng.randrange(1, 60))),
    "path": _oriented(lambda rng, seed: nx.path_graph(rng.randrange(2, 60))),
    "cycle": _oriented(lambda rng, seed: nx.cycle_graph(rng.randrange(3, 60))),
    "clique": _oriented(lambda rng, seed: nx.complete_graph(rng.randrange(3, 25))),
    "tree": _oriented(lambda rng, seed: nx.random_labeled_tree(rng.randrange(2, 90), seed=seed)),
    "bipartite": _oriented(lambda rng, seed: nx.bipartite.random_graph(rng.randrange(3, 30), rng.randrange(3, 30), 0.2, seed=seed)),
    "caveman": _oriented(lambda rng, seed: nx.connected_caveman_graph(rng.randrange(3, 9), rng.randrange(3, 9))),
    "planted communities": _oriented(lambda rng, seed: nx.planted_partition_graph(rng.randrange(3, 7), rng.randrange(6, 15), 0.5, 0.03, seed=seed)),
    "disconnected": _oriented(lambda rng, seed: nx.disjoint_union_all([nx.gnp_random_graph(rng.randrange(2, 16), 0.3, seed=seed + part) for part in range(6)])),
    "hubs with leaves": lambda rng, seed: _hubs_with_leaves(rng),
    "loops and duplicates": lambda rng, seed: [(rng.randrange(15), rng.randrange(15)) for _ in range(rng.randrange(20, 150))],
    "grid": _oriented(lambda rng, seed: nx.convert_node_labels_to_integers(nx.grid_2d_graph(rng.randrange(2, 9), rng.randrange(2, 9)))),
}


def networks(each):
    """Yields family, seed, replies (actor, target, time or None) and follows (follower, followed)."""
    for number, (family, make) in enumerate(FAMILIES.items()):
        for turn in range(each):
            seed = 1000 * number + turn
            rng = random.Random(seed)
            arcs = make(rng, seed)
            if family == "loops and duplicates" or turn % 3 == 0:
                arcs += [rng.choice(arcs) for _ in range(len(arcs) // 2)] if arcs else []
                arcs += [(node, node) for node in {arc[0] for arc in arcs} if rng.random() < 0.15]
            # Ids that say nothing of the order in which nodes were made.
            names = rng.sample(range(10**6), 1 + max((max(arc) for arc in arcs), default=0))
            replies = [(names[a], names[b], 1_700_000_000 + rng.randrange(10**6)) for a, b in arcs]
            rng.shuffle(replies)
            follows = [tuple(rng.sample(names, 2)) for _ in range(3 * len(names))] if turn % 2 and len(names) > 1 else []
            yield family, seed, replies, follows
