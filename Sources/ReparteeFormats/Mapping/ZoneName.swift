import Foundation

/// The one rule for names of time zones, wherever a person or a file gives one: a place such as Europe/London, or UTC.
///
/// Abbreviations are refused: BST is a time of London, of Bangladesh and of Bougainville, and systems choose one in silence.
package enum ZoneName {
  /// The zone of this name; nil where it is an abbreviation, an offset, or no zone at all.
  package static func zone(_ name: String) -> TimeZone? {
    if name == "UTC" || name == "GMT" { return .gmt }
    guard name.contains("/") else { return nil }
    return TimeZone(identifier: name)
  }

  /// What was expected instead of a name, and why it will not do where it is an abbreviation.
  package static func expectation(_ name: String) -> String {
    let isAbbreviation = !name.contains("/") && TimeZone(identifier: name) != nil
    return (isAbbreviation ? "an abbreviation or an offset may stand for several zones; " : "")
      + "expected a name such as Europe/London, or UTC"
  }

  /// Whether a written time says its zone by letters other than UTC, GMT or Z.
  static func isAbbreviated(in text: String) -> Bool {
    text.split { !$0.isLetter }.contains { word in
      (2...5).contains(word.count) && word.allSatisfy { $0.isASCII && $0.isUppercase }
        && !["UTC", "GMT", "AM", "PM"].contains(word) && !isMonthOrDay(word)
    }
  }

  private static func isMonthOrDay(_ word: Substring) -> Bool {
    let names = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC MON TUE WED THU FRI SAT SUN JUNE JULY MARCH APRIL SEPT"
    return names.split(separator: " ").contains(word)
  }
}
