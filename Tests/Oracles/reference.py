"""The measures as other libraries, or the definition, give them."""

from collections import Counter

import igraph
import networkx as nx
import numpy as np
import scipy.sparse
import scipy.stats


class Reference:
    """Everything asked of one reply network; `replies` are (actor, target, …) or with counts (actor, target): count."""

    def __init__(self, replies, follows=()):
        counts = replies if isinstance(replies, dict) else Counter((str(row[0]), str(row[1])) for row in replies)
        self.loops = {actor for actor, target in counts if actor == target}
        self.counts = {arc: count for arc, count in counts.items() if arc[0] != arc[1]}
        self.arcs = nx.DiGraph(list(self.counts))
        self.ties = nx.Graph()
        for (actor, target), count in self.counts.items():
            weight = self.ties.get_edge_data(actor, target, {"weight": 0})["weight"]
            self.ties.add_edge(actor, target, weight=weight + count)
        self.follows = nx.DiGraph((str(a), str(b)) for a, b in follows if str(a) != str(b))
        self.voices = list(self.ties)
        self.number = {voice: index for index, voice in enumerate(self.voices)}
        self.igraph = igraph.Graph(
            n=len(self.voices), edges=[(self.number[a], self.number[b]) for a, b in self.ties.edges()])
        self.weights = [data["weight"] for _, _, data in self.ties.edges(data=True)]

    def by_voice(self, values):
        return dict(zip(self.voices, values))

    @staticmethod
    def rank(graph):
        return nx.pagerank(graph, alpha=0.85, tol=1e-15, max_iter=2000) if len(graph) else {}

    def hits(self):
        """Hubs and authorities: the projection of the uniform vector on the leading eigenspace, densely."""
        matrix = nx.to_numpy_array(self.arcs, nodelist=self.voices, weight=None)
        values, vectors = np.linalg.eigh(matrix @ matrix.T)
        leading = vectors[:, values > values[-1] * (1 - 1e-10)]
        hubs = leading @ (leading.T @ np.ones(len(self.voices)))
        authorities = matrix.T @ hubs
        gap = 1 - values[values <= values[-1] * (1 - 1e-10)].max(initial=0) / values[-1]
        return self.by_voice(hubs / hubs.sum()), self.by_voice(authorities / authorities.sum()), gap

    def hits_sparse(self):
        """The same for a large network with one leading value, by ARPACK."""
        matrix = nx.to_scipy_sparse_array(self.arcs, nodelist=self.voices, weight=None, dtype=float)
        hubs = scipy.sparse.linalg.svds(matrix, k=1, tol=1e-15, v0=np.ones(min(matrix.shape)))[0][:, 0]
        hubs = np.abs(hubs)
        authorities = matrix.T @ hubs
        return self.by_voice(hubs / hubs.sum()), self.by_voice(authorities / authorities.sum())

    def betweenness(self):
        return self.by_voice(self.igraph.betweenness(directed=False))

    def constraint(self):
        # networkx, by the formula; on large networks igraph, which agrees on all the small ones.
        if len(self.voices) <= 300:
            return nx.constraint(self.ties)
        return self.by_voice(self.igraph.constraint())

    def effective_size(self):
        if len(self.voices) <= 300:
            return nx.effective_size(self.ties)
        triangles = nx.triangles(self.ties)
        return {voice: degree - 2 * triangles[voice] / degree for voice, degree in self.ties.degree()}

    def participation(self, community):
        result = {}
        for voice in self.voices:
            shares = Counter(community[other] for other in self.ties[voice])
            degree = self.ties.degree(voice)
            result[voice] = 1 - sum((ties / degree) ** 2 for ties in shares.values())
        return result

    def modularity(self, community):
        return self.igraph.modularity([community[voice] for voice in self.voices], weights=self.weights)

    def best_modularity(self, runs):
        import random

        best = -1
        for run in range(runs):
            random.seed(run)
            found = self.igraph.community_leiden("modularity", weights=self.weights, n_iterations=-1)
            best = max(best, self.igraph.modularity(found.membership, weights=self.weights))
        return best

    def correlation(self, ranks, follow_ranks):
        """Spearman over the voices in both; values that differ by rounding alone are tied first."""
        both = sorted(set(ranks) & set(follow_ranks))
        left = [round(ranks[voice] * len(ranks), 9) for voice in both]
        right = [round(follow_ranks[voice] * len(follow_ranks), 9) for voice in both]
        if len(set(left)) < 2 or len(set(right)) < 2:
            return None
        return scipy.stats.spearmanr(left, right).statistic

    def network(self):
        weak = [len(part) for part in nx.weakly_connected_components(self.arcs)]
        strong = [len(part) for part in nx.strongly_connected_components(self.arcs)]
        triads = sum(degree * (degree - 1) for _, degree in self.ties.degree())
        return {
            "voices_in_replies": len(self.voices), "reply_arcs": len(self.counts),
            "replies": sum(self.counts.values()), "self_repliers": len(self.loops),
            "self_repliers_alone": len(self.loops - set(self.voices)),
            "reciprocity": nx.overall_reciprocity(self.arcs) if self.counts else None,
            "weak_components": len(weak), "largest_weak_component": max(weak, default=0),
            "strong_components": len(strong), "largest_strong_component": max(strong, default=0),
            "triangles_total": sum(nx.triangles(self.ties).values()) // 3,
            "average_clustering": nx.average_clustering(self.ties) if self.voices else None,
            "transitivity": nx.transitivity(self.ties) if triads else None,
        }
