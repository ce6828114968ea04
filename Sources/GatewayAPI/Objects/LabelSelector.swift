import Documents

/// Which objects are meant by their labels; all requirements must hold, and none holds for everything.
public struct LabelSelector: Sendable, Hashable {
  /// One requirement.
  public struct Requirement: Sendable, Hashable {
    /// How the label's value is judged.
    public enum Operator: String, Sendable, Hashable {
      /// It is one of the values.
      case isIn = "In"
      /// It is absent or none of the values.
      case isNotIn = "NotIn"
      /// It is there.
      case exists = "Exists"
      /// It is absent.
      case doesNotExist = "DoesNotExist"
    }

    /// The label.
    public var key: String
    /// How its value is judged.
    public var `operator`: Operator
    /// What it is compared with.
    public var values: [String]
  }

  /// The requirements.
  public var requirements: [Requirement]

  /// Reads an admitted `matchLabels` and `matchExpressions`; an unknown operator selects nothing.
  init?(_ value: Value) {
    requirements = (value["matchLabels"]?.fields ?? []).map {
      Requirement(key: $0.key, operator: .isIn, values: [$0.value.string ?? ""])
    }
    for expression in value["matchExpressions"]?.items ?? [] {
      guard let key = expression["key"]?.string,
        let name = expression["operator"]?.string, let known = Requirement.Operator(rawValue: name)
      else { return nil }
      requirements.append(
        Requirement(
          key: key, operator: known, values: (expression["values"]?.items ?? []).compactMap(\.string)))
    }
  }

  /// Whether an object with these labels is meant.
  public func matches(_ labels: [String: String]) -> Bool {
    requirements.allSatisfy { requirement in
      let value = labels[requirement.key]
      return switch requirement.operator {
      case .isIn: value.map(requirement.values.contains) ?? false
      case .isNotIn: value.map { !requirement.values.contains($0) } ?? true
      case .exists: value != nil
      case .doesNotExist: value == nil
      }
    }
  }
}
