import Documents

/// Reads distributions of times: `20ms`, `{lognormal: {mean: 20ms, cv: 1}}`, `{mixture: [{weight: 1, exponential: …}]}`.
public struct DistributionReader {
  /// The folder from which the files of empirical distributions are named; the working directory if empty.
  public let folder: String
  /// Mixtures inside each other.
  private static let nesting = 8

  /// Creates a reader.
  public init(folder: String = "") {
    self.folder = folder
  }

  /// The distribution that `value` describes; what cannot be used is reported through `reader` at `path`.
  public func read(_ value: Value, at path: FieldPath, in reader: Reader) -> TimeDistribution? {
    read(value, at: path, in: reader, isPart: false, depth: 0)
  }

  /// The distribution at `key`, nil where the field is absent.
  public func read(_ key: String, in reader: Reader) -> TimeDistribution? {
    guard let value = reader.field(key) else { return nil }
    return read(value, at: reader.path.field(key), in: reader)
  }

  private func read(
    _ value: Value, at path: FieldPath, in reader: Reader, isPart: Bool, depth: Int
  ) -> TimeDistribution? {
    guard case .mapping = value.content else {
      let time = Form(reader: reader, value: value, path: path)
      return time.make { try .constant(try time.seconds(of: value, at: path)) }
    }
    guard depth < Self.nesting else {
      reader.report(
        reader.codes.invalid, "more than \(Self.nesting) distributions inside each other", at: value.location,
        path: path)
      return nil
    }
    let errors = reader.diagnostics.errorCount
    let fields = reader.reader(of: value, at: path)
    let kinds = Kind.allCases.filter { fields.has($0.rawValue) }
    if isPart { fields.ignore("weight") }
    fields.finish()
    guard let kind = kinds.first, kinds.count == 1, let body = fields.field(kind.rawValue) else {
      guard reader.diagnostics.errorCount == errors else { return nil }
      reader.report(
        reader.codes.invalid,
        kinds.isEmpty
          ? "expected a time or a distribution"
          : "expected one distribution, found \(kinds.map(\.rawValue).joined(separator: " and "))",
        at: value.location, path: path,
        suggestion: "write a time such as 20ms, or {exponential: {mean: 20ms}}")
      return nil
    }
    let form = Form(reader: reader, value: body, path: path.field(kind.rawValue))
    switch kind {
    case .mixture: return mixture(form, in: reader, depth: depth)
    case .empirical: return empirical(form)
    default: return form.make { try form.simple(kind) }
    }
  }

  private func mixture(_ form: Form, in reader: Reader, depth: Int) -> TimeDistribution? {
    guard case .sequence(let items) = form.value.content else {
      form.report("expected a list of distributions, found \(form.value.described)")
      return nil
    }
    var parts: [(weight: Double, distribution: TimeDistribution)] = []
    var isSound = true
    for (index, item) in items.enumerated() {
      let path = form.path.item(index)
      var weight: Double? = 1
      if item["weight"]?.isNull == false {
        weight = reader.reader(of: item, at: path).number("weight", in: 0...Double.greatestFiniteMagnitude)
      }
      guard let weight, let part = read(item, at: path, in: reader, isPart: true, depth: depth + 1) else {
        isSound = false
        continue
      }
      parts.append((weight, part))
    }
    guard isSound else { return nil }
    return form.make { try .mixture(parts) }
  }

  private func empirical(_ form: Form) -> TimeDistribution? {
    let fields = form.fields
    let items = fields.list("values")
    let file = fields.string("file")
    fields.finish()
    if let items, file == nil {
      let values = items.map { fields.duration($0.value, at: $0.path) }
      guard !values.contains(nil) else { return nil }
      return form.make { try .empirical(values.compactMap { $0.map { Double($0) / 1e9 } }) }
    }
    guard let file, items == nil else {
      if !(fields.has("values") || fields.has("file")) || items != nil {
        form.report(
          "expected either values or file", suggestion: "write {values: [10ms, 20ms]} or {file: times.txt}")
      }
      return nil
    }
    switch EmpiricalFile.read(file, in: folder) {
    case .success(let values): return form.make { try .empirical(values) }
    case .failure(let problem):
      fields.report(
        fields.codes.invalid, problem.message, at: problem.location ?? fields.location(of: "file"),
        path: form.path.field("file"), suggestion: "one time a line, such as 12ms, or seconds without a unit")
      return nil
    }
  }

  /// The kinds of the format.
  enum Kind: String, CaseIterable {
    case constant, uniform, exponential, erlang, gamma, lognormal, weibull, pareto, mixture, empirical
  }
}
