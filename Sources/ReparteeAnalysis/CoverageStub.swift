import ReparteeMeasures

extension MeasuredNetwork {
  package var replyCoverage: (held: Int, counted: Int, share: Double)? { nil }
}
