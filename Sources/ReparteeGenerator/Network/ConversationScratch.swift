/// The conversation that is being made, by position: the first post is 0. Space for the largest that fits a block.
final class ConversationScratch {
  private let numbers: UnsafeMutablePointer<Int>
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    numbers = .allocate(capacity: 3 * capacity)
    numbers.initialize(repeating: 0, count: 3 * capacity)
  }

  deinit { numbers.deallocate() }

  /// Which post each answers.
  var parents: UnsafeMutablePointer<Int> { numbers }
  /// Who wrote it.
  var authors: UnsafeMutablePointer<Int> { numbers + capacity }
  /// When, in Unix seconds.
  var times: UnsafeMutablePointer<Int> { numbers + 2 * capacity }
}
