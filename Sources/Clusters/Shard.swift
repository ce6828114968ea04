/// A part of a sweep: the jobs whose number leaves ``index`` when divided by ``count``.
public struct Shard: Sendable, Equatable {
  /// What is wrong with a shard's description.
  public struct Problem: Error, Equatable, CustomStringConvertible {
    /// What was expected and what was found.
    public let description: String
  }

  /// Which shard, from 0.
  public let index: Int
  /// Of how many, at least 1.
  public let count: Int
  /// Where the index comes from, such as `SLURM_ARRAY_TASK_ID=3`, and which attempt it is, for messages; nil where it was given.
  public let origin: String?

  /// The variable that holds the number of shards where only `auto` was said.
  static let countVariable = "WEIR_SHARD_COUNT"

  /// Reads `K/N`, `auto/N` or `auto`.
  ///
  /// With `auto` the index comes from the variable of exactly one engine, and without N the number of shards from `WEIR_SHARD_COUNT`.
  /// - Parameter environment: The variables of the process.
  public init(_ text: String, environment: [String: String]) throws(Problem) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts[0] == "auto" else {
      guard parts.count == 2, let index = Self.number(parts[0]), let count = Self.number(parts[1]), count >= 1
      else { throw Problem(description: "it wants K/N, such as 0/8, or auto/N, found \(Self.quoted(text))") }
      guard index < count else {
        throw Problem(description: "it wants K/N with K from 0 to N - 1, found \(Self.quoted(text))")
      }
      (self.index, self.count, origin) = (index, count, nil)
      return
    }
    count = try Self.count(parts.count == 2 ? parts[1] : nil, of: text, environment)
    (index, origin) = try Self.index(below: count, environment)
  }

  /// Its jobs of a sweep of `jobs`, ascending.
  public func jobs(of jobs: Int) -> [Int] { Array(stride(from: index, to: jobs, by: count)) }

  // MARK: The environment

  private static func count(
    _ text: String?, of shard: String, _ environment: [String: String]
  ) throws(Problem) -> Int {
    let variable = environment[countVariable]
    let stated = try variable.map { text throws(Problem) in
      guard let count = number(text), count >= 1 else {
        throw Problem(description: "\(countVariable) wants a number of at least 1, found \(quoted(text))")
      }
      return count
    }
    guard let text else {
      guard let stated else {
        throw Problem(
          description: "auto does not say how many shards there are: write auto/8, or set \(countVariable)=8")
      }
      return stated
    }
    guard let count = number(text), count >= 1 else {
      throw Problem(description: "it wants auto/N with N of at least 1, found \(quoted(shard))")
    }
    if let stated, stated != count {
      throw Problem(
        description:
          "auto/\(count) and \(countVariable)=\(stated) differ: the number of shards is one for all")
    }
    return count
  }

  private static func index(
    below count: Int, _ environment: [String: String]
  ) throws(Problem) -> (Int, origin: String) {
    let engines = ArrayEngine.allCases.filter { environment[$0.indexVariable] != nil }
    guard let engine = engines.first, let text = environment[engine.indexVariable] else {
      let names = ArrayEngine.allCases.map { "\($0.indexVariable) (\($0.name))" }
      throw Problem(
        description: "auto wants the variable of an engine, and none is set: \(names.joined(separator: ", "))"
      )
    }
    guard engines.count == 1 else {
      let names = engines.map(\.indexVariable).joined(separator: " and ")
      throw Problem(
        description: "\(names) are both set, of which auto can take only one: unset the others, or write K/N")
    }
    guard let index = number(text) else {
      throw Problem(
        description: "\(engine.indexVariable) wants a number from 0 to \(count - 1), found \(quoted(text))")
    }
    guard index < count else {
      throw Problem(
        description:
          "\(engine.indexVariable)=\(index) is not among the \(count) shards, which are 0 to \(count - 1): "
          + "let \(engine.name) count from 0, and to N - 1")
    }
    try check(engine, count, environment)
    let attempt = engine.attemptVariable.flatMap { name in
      environment[name].map { ", \(name)=\($0.prefix(20))" }
    }
    return (index, "\(engine.indexVariable)=\(index)\(attempt ?? "")")
  }

  private static func check(
    _ engine: ArrayEngine, _ count: Int, _ environment: [String: String]
  ) throws(Problem) {
    guard let variable = engine.countVariable, let size = environment[variable], number(size) != count else {
      return
    }
    throw Problem(
      description: "\(variable) is \(quoted(size)), and the sweep has \(count) shards: they must be the same")
  }

  /// Digits alone: no sign, no space, nothing that two readers may understand differently.
  private static func number(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
      return nil
    }
    return Int(text)
  }

  private static func quoted(_ text: String) -> String { "\"\(text.prefix(100))\"" }
}
