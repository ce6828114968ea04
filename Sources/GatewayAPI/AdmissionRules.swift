import Documents

extension Admission {
  /// Checks the rules that the kind's definition adds to its structure.
  mutating func checkRules(of value: Value) {
  }
}
