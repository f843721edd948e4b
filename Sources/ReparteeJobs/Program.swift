/// The program itself, as outputs name it.
public enum Program {
  /// Its version (https://semver.org).
  public static let version = "0.1.0"
}
