import Documents

/// Damages a value somewhere, in ways in which files are damaged; what comes out depends on the seed alone.
struct ScenarioMutation {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((bits ^ (bits >> 31)) % UInt64(bound))
  }

  private static let strangers = [
    "null", "true", "false", "0", "1", "-1", "2.5", "1000000000", "text", "''", "10s", "400/s", "50%", "[]",
    "{}",
    "[1]", "{name: a}", "auto", "unbounded", "503", "'503'",
  ].compactMap { Value(parsing: $0, file: "mutation", diagnostics: Diagnostics()) }

  /// The value with one node deleted, renamed, exchanged for something else, or repeated.
  mutating func damage(_ root: Value) -> Value {
    var places: [[PathElement]] = []
    Self.collect(root, [], &places)
    let path = places[below(places.count)]
    switch below(4) {
    case 0: return edited(root, path[...]) { _ in [] }
    case 1:
      let suffix = below(2) == 0 ? "s" : ""
      return edited(root, path[...]) { field in
        let shorter = suffix.isEmpty ? String(field.key.dropLast()) : field.key + suffix
        return [Value.Field(key: shorter, location: field.location, value: field.value)]
      }
    case 2:
      let stranger = Self.strangers[below(Self.strangers.count)]
      return edited(root, path[...]) { [Value.Field(key: $0.key, location: $0.location, value: stranger)] }
    default:
      let donor = Self.value(at: places[below(places.count)][...], in: root)
      return edited(root, path[...]) { [Value.Field(key: $0.key, location: $0.location, value: donor)] }
    }
  }

  private static func collect(_ value: Value, _ path: [PathElement], _ places: inout [[PathElement]]) {
    if path.count > 1 { places.append(path) }
    switch value.content {
    case .mapping(let fields):
      for field in fields { collect(field.value, path + [.key(field.key)], &places) }
    case .sequence(let items):
      for (index, item) in items.enumerated() { collect(item, path + [.index(index)], &places) }
    case .null, .scalar: break
    }
  }

  private static func value(at path: ArraySlice<PathElement>, in value: Value) -> Value {
    guard let first = path.first else { return value }
    switch (first, value.content) {
    case (.key(let key), _): return value[key].map { self.value(at: path.dropFirst(), in: $0) } ?? value
    case (.index(let index), .sequence(let items)): return self.value(at: path.dropFirst(), in: items[index])
    default: return value
    }
  }

  /// The value with what is at the path exchanged for what `change` makes of it; an item of a list is a field without a key.
  private func edited(
    _ value: Value, _ path: ArraySlice<PathElement>, _ change: (Value.Field) -> [Value.Field]
  ) -> Value {
    guard let first = path.first else { return value }
    func next(_ field: Value.Field) -> [Value.Field] {
      guard path.count > 1 else { return change(field) }
      var field = field
      field.value = edited(field.value, path.dropFirst(), change)
      return [field]
    }
    var copy = value
    switch (first, value.content) {
    case (.key(let key), .mapping(let fields)):
      copy.content = .mapping(fields.flatMap { $0.key == key ? next($0) : [$0] })
    case (.index(let index), .sequence(let items)):
      let field = Value.Field(key: "", location: items[index].location, value: items[index])
      let new = next(field).map(\.value)
      copy.content = .sequence(Array(items[..<index]) + new + Array(items[(index + 1)...]))
    default: break
    }
    return copy
  }
}
