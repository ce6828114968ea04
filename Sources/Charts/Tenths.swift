/// A coordinate with one decimal, as whole tenths so that the steps between rounded points add up.
package struct Tenths: Equatable {
  package let count: Int

  /// The nearest tenth; what is not a number is 0, and what lies far outside of any picture is held at its end.
  package init(_ value: Double) {
    count = value.isNaN ? 0 : Int((min(max(value, -1e5), 1e5) * 10).rounded())
  }

  package init(count: Int) {
    self.count = count
  }

  /// The shortest text of it, such as `12.5`, `-3` or `0.1`.
  package var text: String {
    let size = count.magnitude
    let sign = count < 0 ? "-" : ""
    return size % 10 == 0 ? "\(sign)\(size / 10)" : "\(sign)\(size / 10).\(size % 10)"
  }
}
