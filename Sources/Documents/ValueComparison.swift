/// One difference between two values.
public struct ValueChange: Sendable {
  /// Where it is: in the new value, or in the old one where something was removed. Long keys are cut off, and end in `…`.
  public var path: FieldPath { FieldPath(elements) }
  private let elements: [PathElement]
  /// What was there, nil where it was added.
  public let old: Value?
  /// What is there now, nil where it was removed.
  public let new: Value?
  /// The place of `new` in its file, or of `old` where it was removed.
  public let location: SourceLocation

  // The path as text would be one of thousands that repeat the same long keys.
  fileprivate init(_ elements: [PathElement], _ old: Value?, _ new: Value?, at location: SourceLocation) {
    self.elements = elements
    self.old = old
    self.new = new
    self.location = location
  }
}

/// Finds what differs between values, as far as YAML goes: the order of keys, comments, quotes that are not needed and formatting
/// are no difference; `250ms` and `0.25s` are one.
///
/// Items of lists belong together by `name` where all items of both lists have names that differ; that their order changed is a
/// change of its own then, from the names in the one order to those in the other. Otherwise they belong together by position,
/// after the items that are equal at both ends, so that an inserted item is one change. O(number of values × depth).
public struct ValueComparison {
  /// The differences in the order of the new values, up to the limit.
  public private(set) var changes: [ValueChange] = []
  /// How many more there were.
  public private(set) var omitted = 0

  private let limit: Int
  private var path: [PathElement] = []

  /// Creates a comparison that keeps at most `limit` differences.
  public init(limit: Int) { self.limit = limit }

  /// Adds what differs between `old` and `new`.
  public mutating func compare(_ old: Value, _ new: Value) {
    switch (old.content, new.content) {
    case (.mapping(let before), .mapping(let after)): compare(before, after)
    case (.sequence(let before), .sequence(let after)):
      if let names = Names(before, after) {
        compareByName(old, new, before, after, names)
      } else {
        compareByPosition(before, after)
      }
    default:
      if !old.means(new) { add(old, new, at: new.location) }
    }
  }

  /// Adds that all of `old` was removed, or all of `new` added.
  public mutating func add(_ old: Value?, _ new: Value?, at location: SourceLocation) {
    guard changes.count < limit else {
      omitted += 1
      return
    }
    changes.append(ValueChange(path, old, new, at: location))
  }

  /// The longest key that a path repeats in full, in bytes.
  private static let longestKey = 256

  private mutating func at(_ element: PathElement, _ body: (inout Self) -> Void) {
    if case .key(let key) = element, key.utf8.count > Self.longestKey {
      path.append(.key(String(key.unicodeScalars.prefix(Self.longestKey / 4)) + "…"))
    } else {
      path.append(element)
    }
    body(&self)
    path.removeLast()
  }

  // MARK: Mappings

  private mutating func compare(_ old: [Value.Field], _ new: [Value.Field]) {
    let before = Dictionary(old.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    for field in new {
      at(.key(field.key)) {
        if let value = before[field.key] {
          $0.compare(value, field.value)
        } else {
          $0.add(nil, field.value, at: field.location)
        }
      }
    }
    let kept = Set(new.map(\.key))
    for field in old where !kept.contains(field.key) {
      at(.key(field.key)) { $0.add(field.value, nil, at: field.location) }
    }
  }

  // MARK: Lists

  /// The names of the items of two lists, where all have one and they differ within each list.
  private struct Names {
    let old: [String]
    let new: [String]

    init?(_ old: [Value], _ new: [Value]) {
      guard !old.isEmpty, !new.isEmpty, let before = Self.names(of: old), let after = Self.names(of: new)
      else { return nil }
      self.old = before
      self.new = after
    }

    private static func names(of items: [Value]) -> [String]? {
      var names: [String] = []
      var seen: Set<String> = []
      for item in items {
        guard let name = item["name"]?.text, seen.insert(name).inserted else { return nil }
        names.append(name)
      }
      return names
    }
  }

  private mutating func compareByName(
    _ oldList: Value, _ newList: Value, _ old: [Value], _ new: [Value], _ names: Names
  ) {
    let before = Dictionary(uniqueKeysWithValues: zip(names.old, old))
    let kept = Set(names.new)
    let oldOrder = names.old.filter(kept.contains)
    let newOrder = names.new.filter { before[$0] != nil }
    if oldOrder != newOrder {
      add(oldList.listing(oldOrder), newList.listing(newOrder), at: newList.location)
    }
    for (index, (name, item)) in zip(names.new, new).enumerated() {
      at(.index(index)) {
        if let value = before[name] {
          $0.compare(value, item)
        } else {
          $0.add(nil, item, at: item.location)
        }
      }
    }
    for (index, (name, item)) in zip(names.old, old).enumerated() where !kept.contains(name) {
      at(.index(index)) { $0.add(item, nil, at: item.location) }
    }
  }

  private mutating func compareByPosition(_ old: [Value], _ new: [Value]) {
    let shorter = min(old.count, new.count)
    var start = 0
    while start < shorter, old[start].means(new[start]) { start += 1 }
    var tail = 0
    while tail < shorter - start, old[old.count - 1 - tail].means(new[new.count - 1 - tail]) { tail += 1 }
    let before = old[start..<old.count - tail]
    let after = new[start..<new.count - tail]
    for index in after.indices {
      at(.index(index)) {
        if index < before.endIndex {
          $0.compare(before[index], after[index])
        } else {
          $0.add(nil, after[index], at: after[index].location)
        }
      }
    }
    for index in before.indices.dropFirst(after.count) {
      at(.index(index)) { $0.add(before[index], nil, at: before[index].location) }
    }
  }
}

extension Value {
  /// Whether both say the same: a quoted number is a text and no number, the order of keys does not count.
  func means(_ other: Value) -> Bool {
    switch (content, other.content) {
    case (.null, .null): return true
    case (.scalar(let left), .scalar(let right)):
      return left.text == right.text && left.isText == right.isText
    case (.sequence(let left), .sequence(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
    case (.mapping(let left), .mapping(let right)):
      guard left.count == right.count else { return false }
      // Nearly always the keys have one order, so that no table is needed.
      if zip(left, right).allSatisfy({ $0.key == $1.key }) {
        return zip(left, right).allSatisfy { $0.value.means($1.value) }
      }
      let values = Dictionary(left.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
      return right.allSatisfy { values[$0.key]?.means($0.value) ?? false }
    default: return false
    }
  }

  /// A list of `names` in the place of this one.
  fileprivate func listing(_ names: [String]) -> Value {
    Value(.sequence(names.map { Value(.scalar(.init($0, isQuoted: true)), at: location) }), at: location)
  }
}

extension Value.Scalar {
  fileprivate var isText: Bool { if case .string = resolved { true } else { false } }
}
