/// Makes many points few, so that the eye sees the same: of each column of the picture the least and the greatest stay.
package enum Reduction {
  /// As many points as a line is drawn with, and as many rows as a table has.
  package static let limit = 600

  /// Ranges of indices of `places` (0...1, ascending) that fall into the same column; one each where there are few.
  package static func columns(_ places: [Double]) -> [Range<Int>] {
    if places.count <= limit { return places.indices.map { $0..<$0 + 1 } }
    let count = limit / 2
    var columns: [Range<Int>] = []
    var start = 0
    for index in places.indices {
      let next = index + 1
      let isLast = next == places.count
      if isLast || column(places[next], count) != column(places[index], count) {
        columns.append(start..<next)
        start = next
      }
    }
    return columns
  }

  private static func column(_ place: Double, _ count: Int) -> Int {
    min(count - 1, max(0, Int(place * Double(count))))
  }

  /// The indices of the least and the greatest of `values` in each column, in their order; where a column has no value nil, or its
  /// first index.
  package static func extremes(_ values: [Double], _ columns: [Range<Int>], orElseFirst: Bool = false)
    -> [Int?]
  {
    var kept: [Int?] = []
    kept.reserveCapacity(columns.count * 2)
    for column in columns {
      var least: Int?
      var greatest: Int?
      for index in column where index < values.count && !values[index].isNaN {
        if least.map({ values[index] < values[$0] }) ?? true { least = index }
        if greatest.map({ values[index] > values[$0] }) ?? true { greatest = index }
      }
      guard let least, let greatest else {
        kept.append(orElseFirst ? column.lowerBound : nil)
        continue
      }
      kept.append(min(least, greatest))
      if least != greatest { kept.append(max(least, greatest)) }
    }
    return kept
  }

  /// What a table says of `values` in a column: the value, or the least and the greatest.
  package static func text(_ values: [Double], _ column: Range<Int>, _ wording: Wording) -> String {
    text(values, values, column, wording)
  }

  /// What a table says of a band in a column: its least and its greatest value.
  package static func text(_ low: [Double], _ high: [Double], _ column: Range<Int>, _ wording: Wording)
    -> String
  {
    let least = column.lazy.map { low.at($0) }.filter { !$0.isNaN }.min()
    let greatest = column.lazy.map { high.at($0) }.filter { !$0.isNaN }.max()
    guard let least, let greatest else { return "" }
    let from = wording.written(least)
    let to = wording.written(greatest)
    return from == to ? from : "\(from) to \(to)"
  }
}

extension [Double] {
  /// The value at an index, NaN beyond the end.
  func at(_ index: Int) -> Double { index < count ? self[index] : .nan }
}

extension Frame {
  /// The points of a line that are drawn, in units of the picture; nil where it is interrupted.
  package func points(_ across: [Double], _ upright: [Double], _ columns: [Range<Int>]) -> [(
    x: Double, y: Double
  )?] {
    Reduction.extremes(upright, columns).map { index in
      guard let index, let x = x(across[index]), let y = y(upright[index]) else { return nil }
      return (x, y)
    }
  }
}
