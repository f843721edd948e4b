import Repartee

/// Place in the network of replies.
func graphKernels(_ small: Sample, _ large: Sample) {
  kernel("PageRank to 1e-8", small, large) { sample in
    PageRank.compute(on: sample.replies.arcs, tolerance: 1e-8)
  } verified: { rank, sample in
    try verify(rank.residual(on: sample.replies.arcs) <= 1e-7, "the ranks do not solve their equation")
  }

  kernel("weak components", small, large) { sample in
    Components.weak(in: sample.replies.arcs)
  } verified: { components, sample in
    try verify(components.discrepancy(weakIn: sample.replies.arcs))
  }

  kernel("strong components", small, large) { sample in
    Components.strong(in: sample.replies.arcs)
  } verified: { components, sample in
    try verify(components.discrepancy(strongIn: sample.replies.arcs))
  }

  kernel("core numbers", small, large) { sample in
    CoreNumbers.compute(on: sample.replies.neighbours)
  } verified: { numbers, sample in
    try verify(CoreNumbers.discrepancy(of: numbers, on: sample.replies.neighbours))
  }

  kernel("triangles", small, large) { sample in
    Triangles.compute(on: sample.replies.neighbours)
  } verified: { triangles, sample in
    try verify(Triangles.discrepancy(of: triangles, on: sample.replies.neighbours))
  }

  kernel("Leiden, one run", small, large) { sample in
    Leiden.compute(on: sample.replies.neighbours, weights: sample.replies.weights, runs: 1)
  } verified: { leiden, sample in
    try verify(leiden.discrepancy(on: sample.replies.neighbours, weights: sample.replies.weights))
  }

  kernel("betweenness, sampled within 5%", small, large) { sample in
    Betweenness.sampled(on: sample.replies.neighbours, share: 0.05)
  } verified: { betweenness, sample in
    try verify(betweenness.discrepancy(on: sample.replies.neighbours))
  }

  // On a network of its own size: exact betweenness takes nodes × edges.
  kernel("betweenness, exact, 400 posts", small, small) { sample in
    Betweenness.exact(on: sample.replies.neighbours)
  } verified: { betweenness, sample in
    try verify(betweenness.discrepancy(on: sample.replies.neighbours))
  }
}
