extension Value {
  /// A copy in which the value at `path` is `new`; mappings on the way that are absent or null are made.
  ///
  /// An index may be that of an item or the number of items, which appends one. The empty path replaces the whole value.
  /// - Throws: `YAML017` where the path meets something that has no such key or item, at the place of that value.
  public func setting(path: [PathElement], to new: Value) throws(Diagnostic) -> Value {
    try setting(path[...], to: new, below: path)
  }

  private func setting(
    _ rest: ArraySlice<PathElement>, to new: Value, below path: [PathElement]
  ) throws(Diagnostic) -> Value {
    guard let first = rest.first else { return new }
    var copy = self
    switch (first, content) {
    case (.key(let key), .mapping(var fields)):
      if let position = fields.firstIndex(where: { $0.key == key }) {
        fields[position].value = try fields[position].value.setting(rest.dropFirst(), to: new, below: path)
      } else {
        fields.append(try Self.field(key, rest.dropFirst(), new, path))
      }
      copy.content = .mapping(fields)
    case (.key(let key), .null):
      copy.content = .mapping([try Self.field(key, rest.dropFirst(), new, path)])
      copy.location = new.location
    case (.index(let index), .sequence(var items)) where index < items.count:
      items[index] = try items[index].setting(rest.dropFirst(), to: new, below: path)
      copy.content = .sequence(items)
    case (.index(let index), .sequence(var items)) where index == items.count:
      items.append(try Value(.null, at: new.location).setting(rest.dropFirst(), to: new, below: path))
      copy.content = .sequence(items)
    case (.index(0), .null):
      copy.content = .sequence([
        try Value(.null, at: new.location).setting(rest.dropFirst(), to: new, below: path)
      ])
      copy.location = new.location
    default:
      throw deadEnd(at: first, before: path.dropLast(rest.count), of: path)
    }
    return copy
  }

  private static func field(
    _ key: String, _ rest: ArraySlice<PathElement>, _ new: Value, _ path: [PathElement]
  ) throws(Diagnostic) -> Field {
    let value = try Value(.null, at: new.location).setting(rest, to: new, below: path)
    return Field(key: key, location: new.location, value: value)
  }

  private func deadEnd(
    at element: PathElement, before: ArraySlice<PathElement>, of path: [PathElement]
  ) -> Diagnostic {
    let here = before.isEmpty ? "the document" : FieldPath(before).description
    let found: String
    switch (element, content) {
    case (.index(let index), .sequence(let items)):
      found = "has \(items.count) items, so there is no item \(index)"
    case (.index(let index), _): found = "is \(described), which has no item \(index)"
    case (.key(let key), _): found = "is \(described), which has no key \"\(key)\""
    }
    return Diagnostic(
      code: DocumentCode.path.rawValue, message: "cannot set \(FieldPath(path)): \(here) \(found)",
      location: location, path: before.isEmpty ? nil : here)
  }

  /// A copy with `overlay` on top: mappings merge key by key, lists and scalars replace, an explicit null removes the key.
  ///
  /// As a JSON merge patch (RFC 7396). Keys keep their order, new ones follow in that of the overlay. O(number of values).
  public func merged(with overlay: Value) -> Value {
    guard case .mapping(let changes) = overlay.content else { return overlay }
    var fields: [Field?] = []
    var positions: [String: Int] = [:]
    if case .mapping(let own) = content {
      fields = own
      for (position, field) in own.enumerated() { positions[field.key] = position }
    }
    for change in changes {
      if let position = positions[change.key] {
        guard !change.value.isNull, var field = fields[position] else {
          fields[position] = nil
          continue
        }
        field.value = field.value.merged(with: change.value)
        field.location = change.location
        fields[position] = field
      } else if !change.value.isNull {
        var field = change
        field.value = Value(.null, at: change.value.location).merged(with: change.value)
        positions[field.key] = fields.count
        fields.append(field)
      }
    }
    var copy = self
    if case .mapping = content {} else { copy.location = overlay.location }
    copy.content = .mapping(fields.compactMap { $0 })
    return copy
  }
}
