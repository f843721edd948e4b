import Foundation
import ReparteeGraph

extension JobFile {
  /// How long a job keeps what it has read and written.
  package struct Retention: Sendable {
    /// Posts, replies and other acts before this moment leave the store; nil keeps all.
    package var forgetBefore: Timestamp?
    /// How many dated briefings stay; nil keeps all.
    package var briefings: Int?
  }
}

extension JobFile.Retention {
  /// What of it shows in what is made.
  var fingerprint: String { forgetBefore.map { "from \($0.milliseconds)" } ?? "" }

  /// - Parameter asOf: the moment from which days are counted back, at the beginning of its day in UTC; nil takes now.
  init(_ node: JobNode?, asOf: Timestamp?) throws {
    guard let fields = try node?.mapping(keys: ["days", "briefings"]) else { return }
    if let days = fields["days"] {
      let moment = asOf ?? Timestamp(seconds: Int64(Date().timeIntervalSince1970))
      let day: Int64 = 86_400_000
      let today = moment.milliseconds / day * day
      forgetBefore = Timestamp(milliseconds: today - Int64(min(1_000_000, try days.number(from: 1))) * day)
    }
    briefings = try fields["briefings"]?.number(from: 1)
  }
}
