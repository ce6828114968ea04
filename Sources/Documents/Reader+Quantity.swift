extension Reader {
  /// The time at `key` in nanoseconds, such as `250ms` or `1h30m`.
  public func duration(_ key: String) -> Int64? {
    guard let value = field(key) else { return nil }
    return duration(value, at: path.field(key))
  }

  /// The time that `value` means in nanoseconds, reported at `path` where it is none.
  public func duration(_ value: Value, at path: FieldPath) -> Int64? {
    read(value, at: path, as: .duration, Quantity.duration)
  }

  /// The rate at `key` in events per second, such as `400/s` or `24k/min`.
  public func rate(_ key: String) -> Double? {
    guard let value = field(key) else { return nil }
    return rate(value, at: path.field(key))
  }

  /// The rate that `value` means in events per second, reported at `path` where it is none.
  public func rate(_ value: Value, at path: FieldPath) -> Double? {
    read(value, at: path, as: .rate, Quantity.rate)
  }

  /// The share in [0, 1] at `key`, such as `0.1%`, `1/1000` or `0.001`.
  public func share(_ key: String) -> Double? {
    guard let value = field(key) else { return nil }
    return share(value, at: path.field(key))
  }

  /// The share in [0, 1] that `value` means, reported at `path` where it is none.
  public func share(_ value: Value, at path: FieldPath) -> Double? {
    read(value, at: path, as: .share, Quantity.share)
  }

  private func read<Result>(
    _ value: Value, at path: FieldPath, as kind: QuantityKind, _ parse: (String) -> Result?
  ) -> Result? {
    guard case .scalar(let scalar) = value.content else {
      report(
        codes.type, "expected \(kind.expected), found \(value.described)", at: value.location, path: path)
      return nil
    }
    if let result = parse(scalar.text) { return result }
    var code = codes.invalid
    if case .boolean = scalar.resolved { code = codes.type }
    report(
      code, "expected \(kind.expected), found \(value.described)", at: value.location, path: path,
      suggestion: kind.suggestion(for: scalar.text))
    return nil
  }
}

/// What messages say about each kind of quantity.
private enum QuantityKind {
  case duration
  case rate
  case share

  var expected: String {
    switch self {
    case .duration: "a time with a unit, such as 250ms"
    case .rate: "a rate with a unit, such as 400/s"
    case .share: "a share from 0 to 1, such as 0.1%, 1/1000 or 0.001"
    }
  }

  /// The text that was probably meant.
  func suggestion(for text: String) -> String? {
    let packed = text.filter { $0 != " " && $0 != "_" }
    let candidates: [String]
    switch self {
    case .duration:
      candidates = [packed, packed + "s"] + Self.respelled(packed)
    case .rate:
      candidates =
        [packed, packed + "/s"]
        + Self.rateSpellings.compactMap { ending, replacement in
          packed.hasSuffix(ending) ? packed.dropLast(ending.count) + replacement : nil
        }
    case .share:
      candidates = [packed, packed + "%"]
    }
    return candidates.first(where: isValid).map { "write \($0)" }
  }

  private func isValid(_ text: String) -> Bool {
    switch self {
    case .duration: Quantity.duration(text) != nil
    case .rate: Quantity.rate(text) != nil
    case .share: Quantity.share(text) != nil
    }
  }

  private static let rateSpellings = [
    ("rps", "/s"), ("qps", "/s"), ("/sec", "/s"), ("/second", "/s"), ("/minute", "/min"), ("/hour", "/h"),
  ]

  /// `text` with the words for units that people use replaced by ours; days become hours.
  private static func respelled(_ text: String) -> [String] {
    let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    switch text.dropFirst(number.count).lowercased() {
    case "s", "sec", "secs", "second", "seconds": return [number + "s"]
    case "m", "min", "mins", "minute", "minutes": return [number + "m"]
    case "h", "hr", "hrs", "hour", "hours": return [number + "h"]
    case "d", "day", "days": return Int32(number).map { ["\(Int($0) * 24)h"] } ?? []
    case "msec", "millis", "milliseconds": return [number + "ms"]
    default: return []
    }
  }
}
