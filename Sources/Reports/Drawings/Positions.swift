import Charts
import Documents

/// Where the values of an axis stand: by their numbers where all are numbers of one unit, else one after the other, amounts by their size.
struct Positions {
  let numbers: [Double]
  let wording: Wording

  init(_ values: [String]) {
    let parts = values.map { value -> (number: Double, unit: String)? in
      let digits = value.prefix { $0.isASCII && ($0.isNumber || ".-".contains($0)) }
      return Double(digits).map { ($0, String(value.dropFirst(digits.count))) }
    }
    let known = parts.compactMap(\.self)
    guard let unit = known.first?.unit, known.count == values.count, known.allSatisfy({ $0.unit == unit }),
      known.allSatisfy({ $0.number.isFinite })
    else {
      let order = Self.order(values)
      var numbers = Array(repeating: 0.0, count: values.count)
      for (position, index) in order.enumerated() { numbers[index] = Double(position) }
      self.numbers = numbers
      wording = Wording { position in
        guard position == position.rounded(), position >= 0, position < Double(order.count) else {
          return ""
        }
        return values[order[Int(position)]]
      }
      return
    }
    numbers = known.map(\.number)
    wording = Wording { number in
      let text = "\(number)"
      return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + unit
    }
  }

  /// The indices of amounts of one dimension, such as `500ms` and `2s`, by their size; of other values as they come.
  private static func order(_ values: [String]) -> [Int] {
    let amounts = values.compactMap { Amount($0) }
    guard amounts.count == values.count, amounts.allSatisfy({ $0.dimension == amounts[0].dimension }) else {
      return Array(values.indices)
    }
    return values.indices.sorted { (amounts[$0].value, $0) < (amounts[$1].value, $1) }
  }
}
