/// A block as it was read: every place in it is checked, for anybody may have edited it.
///
/// A column is spread out when it is first asked for. Used by one thread, that of the query.
final class Block {
  /// What is wrong with a block, as the end of a sentence about it.
  struct Damage: Error {
    let reason: String
  }

  /// How many rows there are.
  let rowCount: Int
  private let format: BlockFormat
  private let bytes: [UInt8]
  private let counts: [Int]
  private let kind: Int
  private var entries: [(entry: BlockEntry, offset: Int)] = []
  private var spread: [[Int64]?]
  private var denialOfRow: [Int]?
  private var order: [Int]?

  private static let rest = 4
  private static let start = 1
  private static let waiting = 2
  private static let service = 3

  /// Reads the head of a block.
  init(_ bytes: [UInt8], _ format: BlockFormat) throws(Damage) {
    self.format = format
    self.bytes = bytes
    kind = format.kind
    let columns = format.columns
    guard bytes.count >= BlockFormat.headerSize else {
      throw Damage(reason: "\(bytes.count) bytes are too few for a block")
    }
    guard bytes[0] == BlockFormat.version else {
      throw Damage(reason: "blocks of version \(bytes[0]) cannot be read")
    }
    guard bytes[1] == format.content, Self.number(bytes, 2, 2) == columns.count else {
      throw Damage(reason: "it is no block of this table")
    }
    counts = [4, 8, 12].map { Int(Self.number(bytes, $0, 4)) }
    rowCount = counts[0]
    spread = Array(repeating: nil, count: columns.count)
    guard (1...BlockFormat.rowLimit).contains(rowCount), (1...rowCount).contains(counts[1]),
      counts[2] <= rowCount
    else {
      throw Damage(reason: "its head counts \(counts[0]) rows, \(counts[1]) kinds, \(counts[2]) denials")
    }
    var offset = BlockFormat.headerSize + columns.count * BlockEntry.size
    guard offset <= bytes.count else { throw Damage(reason: "it is cut off in its head") }
    for (index, column) in columns.enumerated() {
      let entry = try Self.entry(bytes, index, column.name, of: counts[column.group.rawValue])
      entries.append((entry, offset))
      offset += entry.byteCount
    }
    guard offset == bytes.count else {
      throw Damage(reason: "its columns take \(offset) bytes, and it has \(bytes.count)")
    }
  }

  private static func entry(
    _ bytes: [UInt8], _ index: Int, _ name: String, of count: Int
  ) throws(Damage) -> BlockEntry {
    let offset = BlockFormat.headerSize + index * BlockEntry.size
    var entry = BlockEntry(
      base: Int64(bitPattern: number(bytes, offset, 8)),
      usual: Int64(bitPattern: number(bytes, offset + 8, 8)))
    entry.count = Int(number(bytes, offset + 16, 4))
    entry.width = Int(bytes[offset + 20])
    entry.isSparse = bytes[offset + 21] == 1
    guard entry.width <= 8, bytes[offset + 21] <= 1, number(bytes, offset + 22, 2) == 0,
      entry.isSparse ? entry.count <= count : entry.count == count
    else { throw Damage(reason: "the head of its column \(name) makes no sense") }
    return entry
  }

  /// A number of 0 to 8 bytes; the caller knows that they are there.
  private static func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<width { number |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    return number
  }
}

extension Block {
  /// A value of a row, nil for NULL.
  func value(_ source: BlockFormat.Source, row: Int) throws(Damage) -> Int64? {
    switch source {
    case .column(let column): return try value(column, row)
    case .unlessNegative(let column):
      let value = try value(column, row) ?? -1
      return value < 0 ? nil : value
    case .positive(let column):
      let value = try value(column, row) ?? 0
      return value <= 0 ? nil : value
    case .end:
      let start = try values(Self.start)[row]
      let end =
        try start &+ max(values(Self.waiting)[row], 0) &+ max(values(Self.service)[row], 0)
        &+ values(Self.rest)[row]
      return end < 0 ? nil : end
    }
  }

  /// The places of the rows with a request number from `low` to `high`, ascending by it.
  func rows(from low: Int64, through high: Int64) throws(Damage) -> ArraySlice<Int> {
    let requests = try values(BlockFormat.request)
    let order = order ?? requests.indices.sorted { (requests[$0], $0) < (requests[$1], $1) }
    self.order = order
    func first(_ isBehind: (Int64) -> Bool) -> Int {
      var range = 0..<order.count
      while !range.isEmpty {
        let middle = range.lowerBound + range.count / 2
        range = isBehind(requests[order[middle]]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
      }
      return range.lowerBound
    }
    let start = first { $0 >= low }
    return order[start..<max(start, first { $0 > high })]
  }

  private func value(_ column: Int, _ row: Int) throws(Damage) -> Int64? {
    switch format.columns[column].group {
    case .rows: return try values(column)[row]
    case .kinds:
      let number = try values(kind)[row]
      guard let index = Int(exactly: number), (0..<counts[1]).contains(index) else {
        throw Damage(reason: "row \(row) is of kind \(number), and there are \(counts[1])")
      }
      return try values(column)[index]
    case .denials:
      guard counts[2] > 0 else { return nil }
      let denial = try denials()[row]
      return denial < 0 ? nil : try values(column)[denial]
    }
  }

  /// The values of a column.
  func values(_ column: Int) throws(Damage) -> [Int64] {
    if let values = spread[column] { return values }
    let (entry, offset) = entries[column]
    var values: [Int64]
    if entry.isSparse {
      values = Array(repeating: entry.usual, count: counts[format.columns[column].group.rawValue])
      let first = offset + 2 * entry.count
      var previous = -1
      for index in 0..<entry.count {
        let place = Int(Self.number(bytes, offset + 2 * index, 2))
        guard place > previous, place < values.count else {
          throw Damage(
            reason: "the places in its column \(format.columns[column].name) do not ascend to its rows")
        }
        previous = place
        values[place] = entry.base &+ stored(first + index * entry.width, entry.width)
      }
    } else {
      values = Array(repeating: entry.base, count: entry.count)
      if entry.width > 0 {
        for index in values.indices { values[index] &+= stored(offset + index * entry.width, entry.width) }
      }
    }
    spread[column] = values
    return values
  }

  private func stored(_ offset: Int, _ width: Int) -> Int64 {
    Int64(bitPattern: Self.number(bytes, offset, width))
  }

  /// For each row the number of its denial, -1 where its retry was not denied.
  private func denials() throws(Damage) -> [Int] {
    if let denialOfRow { return denialOfRow }
    var denials = Array(repeating: -1, count: rowCount)
    for (index, row) in try values(format.deniedRow).enumerated() {
      guard let row = Int(exactly: row), denials.indices.contains(row) else {
        throw Damage(reason: "a retry of row \(row) was denied, and there are \(rowCount) rows")
      }
      denials[row] = index
    }
    denialOfRow = denials
    return denials
  }
}
