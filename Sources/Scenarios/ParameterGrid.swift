import Documents

/// The parameters that the options of a command line vary, in their order.
///
/// - Parameters:
///   - texts: `PATH=V1,V2,…` or `PATH=LOW..HIGH` each.
///   - diagnostics: Where messages go: those of ``VariedParameter/init(_:option:step:diagnostics:)``, and about them all.
/// - Returns: What could be read; at most 8, and at most 100,000 combinations of the values of the lists, where nothing was reported.
public func readVariedParameters(_ texts: [String], diagnostics: Diagnostics) -> [VariedParameter] {
  let parameters = texts.compactMap { VariedParameter($0, diagnostics: diagnostics) }
  for problem in gridProblems(parameters) {
    diagnostics.report(problem.placed(at: SourceLocation(file: "--vary", line: 1, column: 1)))
  }
  return parameters
}

/// How many combinations the values of `parameters` have, a range counting as one; nil where more than a number holds.
public func gridSize(of parameters: [VariedParameter]) -> Int? {
  var size = 1
  for case .list(let values) in parameters.map(\.values) {
    let (product, overflow) = size.multipliedReportingOverflow(by: values.count)
    if overflow { return nil }
    size = product
  }
  return size
}

/// What is wrong with `parameters` taken together, without a place.
func gridProblems(_ parameters: [VariedParameter]) -> [Diagnostic] {
  var problems: [Diagnostic] = []
  func add(_ code: ScenarioCode, _ message: String) {
    problems.append(Diagnostic(code: code.rawValue, message: message))
  }
  var seen: Set<String> = []
  for parameter in parameters where !seen.insert(parameter.target).inserted {
    add(.variedTwice, "the path \(parameter.path.prefix(200)) is varied twice")
  }
  if parameters.count > Bounds.variedPaths {
    add(
      .tooLarge,
      "\(parameters.count) paths are more than \(Bounds.variedPaths), the most that are varied at once")
  }
  let size = gridSize(of: parameters)
  if size ?? .max > Bounds.gridPoints {
    add(
      .tooLarge,
      "\(size.map { "\($0)" } ?? "uncountably many") combinations of values are more than \(Bounds.gridPoints), the most that are run"
    )
  }
  return problems
}
