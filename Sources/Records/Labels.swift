/// The labels of a metric, such as `{service=shop/checkout}`, sorted by key.
public struct Labels: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// One label.
  public struct Label: Hashable, Sendable {
    /// The key, one of those that the metric's definition names.
    public let key: String
    /// The value.
    public let value: String

    /// Creates a label.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// The labels, ascending by key.
  public let all: [Label]

  /// No labels: the total.
  public static let none = Labels([])

  /// Creates labels from pairs in any order; of equal keys the first counts.
  public init(_ pairs: [(key: String, value: String)]) {
    var seen: Set<String> = []
    all = pairs.filter { seen.insert($0.key).inserted }
      .sorted { $0.key < $1.key }
      .map { Label(key: $0.key, value: $0.value) }
  }

  /// The value of `key`.
  public subscript(key: String) -> String? { all.first { $0.key == key }?.value }

  /// These labels and one more.
  public func adding(_ key: String, _ value: String) -> Labels {
    Labels(all.map { ($0.key, $0.value) } + [(key, value)])
  }

  /// `{key=value,…}`, or nothing without labels.
  public var description: String {
    all.isEmpty ? "" : "{" + all.map { "\($0.key)=\($0.value)" }.joined(separator: ",") + "}"
  }

  /// Orders by the printed form.
  public static func < (left: Labels, right: Labels) -> Bool { left.description < right.description }
}

extension Labels: ExpressibleByDictionaryLiteral {
  /// Creates labels from a literal.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { (key: $0.0, value: $0.1) })
  }
}
