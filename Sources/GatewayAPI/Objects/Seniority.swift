/// What decides between objects that are otherwise equal: the older one wins, then the name.
struct Seniority: Comparable, Hashable, Sendable {
  /// Seconds since the year 0 on a proleptic calendar with months of 31 days; only the order means something.
  let created: Int?
  let name: NamespacedName

  /// Reads `metadata.creationTimestamp`, `YYYY-MM-DDTHH:MM:SSZ`; anything else counts as absent.
  init(timestamp: String?, name: NamespacedName) {
    self.name = name
    created = timestamp.flatMap(Self.order)
  }

  private static let form = Pattern(
    literal: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$"#)

  private static func order(of timestamp: String) -> Int? {
    guard form.isFound(in: timestamp) else { return nil }
    let numbers = timestamp.prefix(19).split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    return zip(numbers.dropFirst(), [12 + 1, 31 + 1, 24, 60, 60 + 1]).reduce(numbers[0]) { $0 * $1.1 + $1.0 }
  }

  // Assumption A-GW-1: an object without a creationTimestamp is younger than every object that has one.
  static func < (left: Seniority, right: Seniority) -> Bool {
    if left.created != right.created { return left.created ?? .max < right.created ?? .max }
    return left.name < right.name
  }
}
