import GRDB
import ReparteeGraph

extension ExternalID {
  /// The id as it is stored: a canonical decimal as an integer, anything else as text.
  var databaseValue: DatabaseValue {
    switch self {
    case .number(let number): number.databaseValue
    case .text(let text): text.databaseValue
    }
  }
}

extension ExternalID {
  /// The id that is stored so.
  init(database value: DatabaseValue) {
    if case .int64(let number) = value.storage {
      self = .number(number)
    } else {
      self = .text(String.fromDatabaseValue(value) ?? "")
    }
  }
}
