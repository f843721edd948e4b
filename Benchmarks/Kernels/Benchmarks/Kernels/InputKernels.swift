import Repartee

/// From text to a network in memory.
func inputKernels(_ small: Sample, _ large: Sample) {
  kernel("scan posts into records", small, large) { sample in
    var posts = 0
    _ = try FileReader(path: sample.posts).read { batch in
      for platform in batch.platforms { posts += platform.posts.count { $0.isRow } }
    }
    return posts
  } verified: { posts, sample in
    try verify(posts == sample.network.network.quality.posts, "posts are lost in scanning")
  }

  kernel("scan and intern follows, build CSR", small, large) { sample in
    try FollowList(path: sample.follows)
  } verified: { list, sample in
    let held = try ConversationStore(path: sample.store, access: .reading).followers()
    try verify(list.followers == held, "the list's graph is not the store's")
  }

  kernel("conversations to preorder", small, large) { sample in
    sample.loaded.build().conversations
  } verified: { forest, sample in
    try verify(forest == sample.network.network.conversations, "the forest is not the network's")
    for position in 0..<forest.postCount where forest.parents[position] != Conversations.none {
      let parent = Int(forest.parents[position])
      let isBelow = parent < position && forest.subtreeEnds[position] <= forest.subtreeEnds[parent]
      try verify(isBelow, "an answer stands outside what is below its parent")
    }
  }

  kernel("load a store", small, large) { sample in
    try ConversationStore(path: sample.store, access: .reading).network()
  } verified: { network, sample in
    try verify(network.conversations == sample.network.network.conversations, "another forest is loaded")
    try verify(network.followers == sample.network.network.followers, "other followers are loaded")
  }
}
