import Documents

/// A path of a scenario or a manifest, and the values that it takes in turn.
public struct VariedParameter: Sendable, Equatable {
  /// What it takes.
  public enum Values: Sendable, Equatable {
    /// These, each a value of YAML on one line.
    case list([String])
    /// Those between two ends.
    case range(ParameterRange)
  }

  /// The path, as `--set` takes it.
  public let path: String
  /// What it takes.
  public let values: Values
  /// What no two paths have that lead to the same place.
  let target: String

  /// The change that gives the path `value`, in the form of `--set`.
  public func change(to value: String) -> String { "\(path)=\(value)" }

  /// Reads `PATH=V1,V2,…` or `PATH=LOW..HIGH` of a command line; what is wrong with it is reported.
  ///
  /// Commas inside `[…]`, `{…}` or quotes part nothing. It is a range where there is `..`, no comma, and a number, time, rate or share
  /// on one side of it at least; so that files may be named `../a.csv`.
  /// - Parameters:
  ///   - text: What follows the option.
  ///   - option: The option, which messages name in place of a file.
  ///   - step: The step of a range, as in ``ParameterRange/init(low:high:step:)``; a list has none.
  ///   - diagnostics: Where messages go: `SCN009`, `SCN016`, `SCN017`, `SCN006`, and those about YAML and paths.
  public init?(
    _ text: String, option: String = "--vary", step: String? = nil, diagnostics: Diagnostics
  ) {
    guard let change = Change(text, option: option, diagnostics: diagnostics) else { return nil }
    let location = SourceLocation(file: change.file, line: 1, column: 1)
    path = String(text.dropLast(change.value.count + 1))
    target = change.target
    do {
      if let (low, high) = Self.ends(of: change.value) {
        values = .range(try ParameterRange(low: low, high: high, step: step))
      } else {
        let parts = FlowList.parts(of: change.value)
        guard Self.areValues(parts, file: change.file, diagnostics) else { return nil }
        values = .list(parts)
      }
    } catch {
      diagnostics.report(error.placed(at: location))
      return nil
    }
  }

  /// The parameter of a sweep's document, whose path has been read as `change`.
  init(path: String, change: Change, values: Values) {
    self.path = path
    self.values = values
    target = change.target
  }

  private static func ends(of text: String) -> (low: String, high: String)? {
    guard !text.contains(","), let dots = text.firstRange(of: "..") else { return nil }
    let low = String(text[..<dots.lowerBound])
    let high = String(text[dots.upperBound...])
    return Amount(low) != nil || Amount(high) != nil ? (low, high) : nil
  }

  /// Whether all of `parts` are values that differ; reports what is not.
  private static func areValues(_ parts: [String], file: String, _ diagnostics: Diagnostics) -> Bool {
    let location = SourceLocation(file: file, line: 1, column: 1)
    guard parts.count <= Bounds.variedValues else {
      diagnostics.report(
        .tooLarge, "\(parts.count) values are more than \(Bounds.variedValues), the most that a path takes",
        at: location)
      return false
    }
    var seen: Set<String> = []
    var isSound = true
    for part in parts {
      if part.isEmpty {
        isSound = false
        diagnostics.report(
          .variedForm, "a value is missing before or after a comma, or after the =", at: location,
          suggestion: "write PATH=1,2,5 or PATH=1..20")
      } else if !seen.insert(part).inserted {
        isSound = false
        diagnostics.report(.variedTwice, "the value \(part.prefix(80)) is there twice", at: location)
      } else if Value(parsing: part, file: file, diagnostics: diagnostics) == nil {
        isSound = false
      }
    }
    return isSound
  }
}

extension Diagnostic {
  /// The same message about `location`.
  func placed(at location: SourceLocation) -> Diagnostic {
    var copy = self
    copy.location = location
    return copy
  }
}
