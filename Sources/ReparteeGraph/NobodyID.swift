/// Ids by which exports say “none”, though they are written as ids are: as a parent they are a post only where one has that
/// id, since some collections count from 0.
package enum NobodyID {
  /// Whether an id may stand for nothing.
  @inlinable
  package static func isOne(_ id: ExternalID) -> Bool {
    switch id {
    case .number(let number): number == 0
    case .text(let text): text == "-1"
    }
  }
}
