import Synchronization

/// Who follows each voice, read when somebody asks for it: of some voices alone, or of all.
///
/// The lists of a large network take longer to unpack than all that is asked of one voice, which needs those of a few.
package final class FollowLists: Sendable {
  /// Makes the lists of the voices that are marked, the others being empty; nil makes those of all.
  package typealias Reader = @Sendable (_ isAsked: [Bool]?) -> Adjacency

  private enum State: Sendable {
    case whole(Adjacency)
    case part(Adjacency, isRead: [Bool])
    case nothing
  }

  /// How many voices there are.
  package let nodeCount: Int
  /// What makes the lists until all are there.
  private let state: Mutex<(read: Reader, state: State)>

  /// Lists that are there.
  package init(_ lists: Adjacency) {
    nodeCount = lists.nodeCount
    state = Mutex(({ _ in lists }, .whole(lists)))
  }

  /// Lists of so many voices, made by `read`.
  package init(nodeCount: Int, read: @escaping Reader) {
    self.nodeCount = nodeCount
    state = Mutex((read, .nothing))
  }

  /// The lists of all voices. Complexity: that of making them, once.
  package var all: Adjacency {
    state.withLock { held in
      if case .whole(let lists) = held.state { return lists }
      let lists = held.read(nil)
      // What they are made from is needed no more.
      held = ({ _ in lists }, .whole(lists))
      return lists
    }
  }

  /// The lists of some voices; whatever stands in those of the others is not to be looked at.
  package func lists(of voices: some Sequence<UInt32>) -> Adjacency {
    state.withLock { held in
      if case .whole(let lists) = held.state { return lists }
      if case .part(let lists, let isRead) = held.state, voices.allSatisfy({ isRead[Int($0)] }) { return lists }
      var isAsked = [Bool](repeating: false, count: nodeCount)
      for voice in voices { isAsked[Int(voice)] = true }
      let lists = held.read(isAsked)
      held.state = .part(lists, isRead: isAsked)
      return lists
    }
  }
}
