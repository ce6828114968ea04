import Documents
import Engine

extension DistributionReader {
  /// The parameters of one distribution.
  struct Form {
    let value: Value
    let path: FieldPath
    let fields: Reader
    private let parent: Reader

    init(reader: Reader, value: Value, path: FieldPath) {
      self.value = value
      self.path = path
      parent = reader
      if case .mapping = value.content {
        fields = reader.reader(of: value, at: path)
      } else {
        // Not opened as a mapping, so that what it is instead is not reported here.
        fields = reader
      }
    }

    /// What ends the reading of a form after the problem was reported.
    struct Unusable: Error {}

    /// The distribution that `body` makes; what it throws becomes a message.
    func make(_ body: () throws -> TimeDistribution) -> TimeDistribution? {
      do {
        return try body()
      } catch let error as DistributionError {
        report("\(error.parameter) \(error.problem)")
      } catch {
        // Reported where it was thrown.
      }
      return nil
    }

    func report(_ message: String, suggestion: String? = nil) {
      parent.report(parent.codes.invalid, message, at: value.location, path: path, suggestion: suggestion)
    }

    func seconds(of value: Value, at path: FieldPath) throws -> Double {
      guard let time = parent.duration(value, at: path) else { throw Unusable() }
      return Double(time) / 1e9
    }

    private func seconds(_ key: String) throws -> Double {
      guard let value = fields.required(key) else { throw Unusable() }
      return try seconds(of: value, at: path.field(key))
    }

    private func number(_ key: String) throws -> Double {
      guard fields.required(key) != nil, let number = fields.number(key) else { throw Unusable() }
      return number
    }

    /// A distribution that is made of named parameters.
    func simple(_ kind: Kind) throws -> TimeDistribution {
      if kind == .constant { return try .constant(try seconds(of: value, at: path)) }
      guard case .mapping = value.content else {
        parent.report(
          parent.codes.type, "expected the parameters of \(kind.rawValue), found \(value.described)",
          at: value.location, path: path, suggestion: Self.example(of: kind).map { "write \($0)" })
        throw Unusable()
      }
      let result = Result { try named(kind) }
      fields.finish()
      return try result.get()
    }

    private func named(_ kind: Kind) throws -> TimeDistribution {
      switch kind {
      case .uniform: return try .uniform(low: try seconds("low"), high: try seconds("high"))
      case .exponential: return try .exponential(mean: try seconds("mean"))
      case .erlang:
        let mean = try seconds("mean")
        guard fields.required("k") != nil, let phases = fields.integer("k", in: 1...1_000_000) else {
          throw Unusable()
        }
        return try .erlang(mean: mean, k: phases)
      case .gamma: return try .gamma(mean: try seconds("mean"), cv: try number("cv"))
      case .lognormal: return try lognormal()
      case .weibull: return try .weibull(mean: try seconds("mean"), shape: try number("shape"))
      case .pareto: return try .pareto(mean: try seconds("mean"), alpha: try number("alpha"))
      case .constant, .mixture, .empirical: throw Unusable()
      }
    }

    private func lognormal() throws -> TimeDistribution {
      if fields.has("p50") || fields.has("p99") {
        return try .lognormal(p50: try seconds("p50"), p99: try seconds("p99"))
      }
      if fields.has("sigma") {
        return try .lognormal(mean: try seconds("mean"), sigma: try number("sigma"))
      }
      return try .lognormal(mean: try seconds("mean"), cv: try number("cv"))
    }

    private static func example(of kind: Kind) -> String? {
      switch kind {
      case .constant: "{constant: 20ms}"
      case .uniform: "{uniform: {low: 10ms, high: 30ms}}"
      case .exponential: "{exponential: {mean: 20ms}}"
      case .erlang: "{erlang: {mean: 20ms, k: 4}}"
      case .gamma: "{gamma: {mean: 20ms, cv: 1}}"
      case .lognormal: "{lognormal: {mean: 20ms, cv: 1}}"
      case .weibull: "{weibull: {mean: 20ms, shape: 2}}"
      case .pareto: "{pareto: {mean: 20ms, alpha: 3}}"
      case .mixture, .empirical: nil
      }
    }
  }
}
