/// The keys of a format that are read, each with the number of its field, looked up by their bytes.
package struct JSONFieldTable: Sendable {
  /// What is known about a key.
  package struct Found {
    /// The object behind the key, whose keys are known too; nil where none are.
    package var node: Int?
    /// The field that its value fills.
    package var field: Int?
  }

  private struct Entry {
    var parent: Int
    var hash: UInt64
    /// Where its key lies in the bytes of all keys.
    var key: Range<Int>
    var found: Found
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// Numbers of entries, -1 where there is none; their count is a power of two.
  private var places: [Int16] = []
  private var nodes = 1
  /// How many fields there are.
  package let fields: Int

  /// - Parameter paths: The keys that lead to a field and its number, with `/` between keys of nested objects.
  package init(_ paths: [(path: String, field: Int)]) {
    fields = (paths.map(\.field).max() ?? -1) + 1
    for (path, field) in paths {
      add(path.split(separator: "/", omittingEmptySubsequences: false).map { Array($0.utf8) }, field)
    }
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    places = Array(repeating: -1, count: size)
    for index in entries.indices {
      var place = Int(truncatingIfNeeded: entries[index].hash) & (size - 1)
      while places[place] >= 0 { place = (place + 1) & (size - 1) }
      places[place] = Int16(index)
    }
  }

  private mutating func add(_ keys: [[UInt8]], _ field: Int) {
    var parent = 0
    for (index, key) in keys.enumerated() {
      let isLast = index == keys.count - 1
      let known = entries.firstIndex { $0.parent == parent && bytes[$0.key].elementsEqual(key) }
      let place = known ?? entries.count
      if known == nil {
        let hash = Self.hash(key.span, 0..<key.count, parent)
        let start = bytes.count
        bytes += key
        entries.append(Entry(parent: parent, hash: hash, key: start..<bytes.count, found: Found()))
      }
      if isLast {
        entries[place].found.field = field
      } else if let node = entries[place].found.node {
        parent = node
      } else {
        entries[place].found.node = nodes
        parent = nodes
        nodes += 1
      }
    }
  }

  /// What is known about the key in `range`, of the object `node`, 0 for the outermost one. O(bytes of the key).
  package func find(_ line: borrowing Span<UInt8>, _ range: Range<Int>, in node: Int) -> Found? {
    let hash = Self.hash(line, range, node)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] >= 0 {
      let index = Int(places[place])
      if entries[index].hash == hash, entries[index].parent == node, isKey(index, line, range) {
        return entries[index].found
      }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private func isKey(_ index: Int, _ line: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    let key = entries[index].key
    guard key.count == range.count else { return false }
    var offset = 0
    while offset < range.count, bytes[key.lowerBound + offset] == line[range.lowerBound + offset] {
      offset += 1
    }
    return offset == range.count
  }

  /// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo, draft-eastlake-fnv), begun with the object; its low bits choose the place.
  private static func hash(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ node: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(node)
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    return hash ^ hash >> 32
  }
}
