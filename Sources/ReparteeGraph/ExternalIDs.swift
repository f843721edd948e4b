/// A column of ids: numbers are packed, texts are kept aside.
package struct ExternalIDs: Sendable, RandomAccessCollection {
  /// The number, or below zero the complement of its place in `texts`.
  private var numbers = PackedIntegers()
  private var texts: [ExternalID] = []
  /// What each number stands for, where ids were replaced by their places in the order of ids; nil where a number is the id.
  var names: (@Sendable (Int64) -> ExternalID)?

  /// No ids.
  package init() {}

  /// Zero.
  package var startIndex: Int { 0 }
  /// How many there are.
  package var endIndex: Int { numbers.count }

  /// The id at a place.
  package subscript(place: Int) -> ExternalID {
    let number = numbers[place]
    if number < 0 { return texts[Int(~number)] }
    return names.map { $0(number) } ?? .number(number)
  }

  init(keys: [Int64], texts: [ExternalID]) {
    self.init(numbers: PackedIntegers(keys), texts: texts)
  }

  /// - Parameter numbers: numbers, or below zero complements of places in `texts`.
  init(numbers: PackedIntegers, texts: [ExternalID]) {
    self.numbers = numbers
    self.texts = texts
  }

  /// What `init(numbers:texts:)` takes.
  var columns: (numbers: PackedIntegers, texts: [ExternalID]) { (numbers, texts) }

  /// Whether the id at `left` stands before that at `right`.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (leftNumber, rightNumber) = (numbers[left], numbers[right])
    return leftNumber >= 0 && rightNumber >= 0 ? leftNumber < rightNumber : self[left] < self[right]
  }

  /// The ids in another order: at each place the one that stood at the place named there.
  mutating func reorder(by order: [UInt32]) { numbers = numbers.reordered(by: order) }
}

extension Array {
  /// The elements in another order: at each place the one that stood at the place named there. Some may be left out.
  /// In bounds: as many elements are written as there are names, which are places of these elements.
  mutating func reorder(by order: [UInt32]) {
    self = withUnsafeBufferPointer { elements in
      Array(unsafeUninitializedCapacity: order.count) { reordered, count in
        HugePages.advise(reordered)
        for (place, old) in order.enumerated() { reordered.initializeElement(at: place, to: elements[Int(old)]) }
        count = order.count
      }
    }
  }
}
