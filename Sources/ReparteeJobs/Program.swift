/// The program itself, as outputs name it.
package enum Program {
  /// Its version (https://semver.org).
  package static let version = "0.1.0"
}
