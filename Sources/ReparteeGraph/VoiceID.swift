/// One voice of one network: a person or an organisation's channel, owning one or more accounts.
///
/// An id means something only together with the network that gave it. Order: by the platform and the id of the
/// voice's first account, which is the order in which ties are shown.
public struct VoiceID: Hashable, Comparable, Sendable {
  /// Its place among the network's voices, from 0.
  package let index: Int

  package init(_ index: Int) { self.index = index }

  /// Whether `left` comes before `right` in the network's order.
  public static func < (left: VoiceID, right: VoiceID) -> Bool { left.index < right.index }
}
