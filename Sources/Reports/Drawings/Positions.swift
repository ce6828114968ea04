import Charts

/// Where the values of an axis stand: by their numbers where all are numbers of one unit, else one after the other.
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
      numbers = values.indices.map(Double.init)
      wording = Wording { position in
        guard position == position.rounded(), position >= 0, position < Double(values.count) else {
          return ""
        }
        return values[Int(position)]
      }
      return
    }
    numbers = known.map(\.number)
    wording = Wording { number in
      let text = "\(number)"
      return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + unit
    }
  }
}
