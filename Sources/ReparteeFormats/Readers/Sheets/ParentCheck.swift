import ReparteeGraph

/// Says of a sheet of posts that none of its parents is one of its ids: then answers are written otherwise than what they answer,
/// or the sheet holds answers alone, and no conversation comes of it.
final class ParentCheck: BatchFinisher {
  private var ids: Set<ExternalID> = []
  private var parents: Set<ExternalID> = []
  private var isDone = false

  /// So many are looked at; a larger sheet in which nothing has met is left alone.
  private static let limit = 200_000

  func take(_ batch: inout RecordBatch) {
    if isDone { return }
    for records in batch.platforms {
      // Posts that a mapping makes of a row beside its own count, too.
      for post in records.posts {
        ids.insert(post.id)
        // What begins a flat thread is often no row.
        if let parent = post.parent, !NobodyID.isOne(parent), post.kind != .comment || parent != post.conversation {
          parents.insert(parent)
          if ids.contains(parent) { isDone = true }
        }
        if parents.contains(post.id) { isDone = true }
        if isDone { break }
      }
    }
    if isDone || ids.count > Self.limit {
      isDone = true
      (ids, parents) = ([], [])
    }
  }

  func finish() -> RecordBatch? {
    guard !isDone, ids.count > 1, let parent = parents.min(), let id = ids.min() else { return nil }
    var batch = RecordBatch()
    batch.notes[
      "warning: no parent of this file is an id in it: parents are such as “\(parent)”, ids such as “\(id)”; if other files "
        + "hold what is answered, import them too, else a mapping's “prefix” or “after” makes one of the other",
      default: 0] +=
      parents.count
    return batch
  }
}
