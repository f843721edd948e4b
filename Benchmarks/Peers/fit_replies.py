"""Fits whom a reply answers, by maximum likelihood: the numbers of the guide GeneratedNetworks.

usage: fit_replies.py tweets.jsonl.gz …        needs numpy and scipy; some seconds

The published model (Gómez and others 2013) has a post's degree, its age and the first post. The dialogue weight lets
posts at depth 2 and below draw more, the deviation gives each conversation a log-normal root weight of its own,
integrated by Gauss and Hermite's rule.
"""

import collections
import math
import sys

import numpy
from conversation_shapes import tweets
from numpy.polynomial.hermite_e import hermegauss
from scipy.optimize import minimize

NAMES = ["degree weight", "root weight", "recency", "dialogue weight", "root deviation"]
DEVIATES, SHARES = hermegauss(9)
SHARES = SHARES / SHARES.sum()


def threads(paths: list[str]) -> list[list[int]]:
    """Of each answered conversation whose first post is there, the position of each post's parent, in order of time."""
    posts = {id: post for path in paths for id, post in tweets(path).items()}
    members = collections.defaultdict(list)
    for id in posts:
        first = id
        while posts[first][1] is not None:
            first = posts[first][1]
        if not posts[first][3]:
            members[first].append(id)
    found = []
    for ids in members.values():
        ids.sort(key=lambda id: (posts[id][2], id))
        position = {id: index for index, id in enumerate(ids)}
        if len(ids) > 1:
            found.append([position.get(posts[id][1], -1) for id in ids])
    return found


def loss(values: numpy.ndarray, found: list[list[int]]) -> float:
    """The negative log-likelihood."""
    degree_weight, root_weight, _, dialogue, deviation = numpy.exp(values)
    recency = 1 / (1 + math.exp(-values[2]))
    roots = root_weight * numpy.exp(deviation * DEVIATES)
    total = 0.0
    for parents in found:
        count = len(parents)
        draws = numpy.array([1.0 if parent <= 0 else dialogue for parent in parents])
        degrees = numpy.ones(count)
        degrees[0] = 0
        likelihoods = numpy.zeros(len(roots))
        for index in range(1, count):
            parent = parents[index]
            if 1 < index and 0 <= parent < index:
                weights = degree_weight * degrees[:index] + draws[:index] * recency ** numpy.arange(index, 0, -1)
                likelihoods += numpy.log((weights[parent] + (roots if parent == 0 else 0)) / (weights.sum() + roots))
            if parent >= 0:
                degrees[parent] += 1
        most = likelihoods.max()
        total += most + math.log((SHARES * numpy.exp(likelihoods - most)).sum())
    return -total


def fit(found: list[list[int]], free: list[int]) -> None:
    """Prints the best values of the parameters `free`; the others stay at what they are without the additions."""
    start = numpy.array([-2.0, 2.0, 1.0, 0.0, -9.0])
    for index in free[3:]:
        start[index] = 2.0 if index == 3 else 0.0

    def with_free(values: numpy.ndarray) -> numpy.ndarray:
        all_values = start.copy()
        all_values[free] = values
        return all_values

    best = minimize(
        lambda values: loss(with_free(values), found), start[free], method="Nelder-Mead",
        options={"maxiter": 900, "xatol": 1e-3, "fatol": 1e-2})
    values = numpy.exp(with_free(best.x))
    values[2] = 1 / (1 + 1 / values[2])
    print(f"log-likelihood {-best.fun:.1f}:", ", ".join(f"{NAMES[index]} {values[index]:.3f}" for index in free))


if __name__ == "__main__":
    conversations = threads(sys.argv[1:])
    print(len(conversations), "conversations,", sum(map(len, conversations)) - len(conversations), "replies")
    for parameters in ([0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 4], [0, 1, 2, 3, 4]):
        fit(conversations, parameters)
