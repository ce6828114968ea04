import Documents
import Foundation
import Records
import Scenarios
import Traffic

/// Reads the scenario of a command line and reports what is wrong with it.
struct ScenarioInput {
  private let options: ScenarioOptions

  init(_ options: ScenarioOptions) {
    self.options = options
  }

  /// The scenario, with the checks of `--assert` added.
  ///
  /// - Throws: a failure with 66 where an input does not exist or cannot be read, and 65 where one has errors; all messages have been printed then.
  func read() throws -> Scenario {
    let diagnostics = Diagnostics()
    var sources = SourceTexts()
    let scenario = readScenario(
      path: path, sets: options.changes, overlays: options.overlays, sources: &sources,
      diagnostics: diagnostics)
    let checks = options.assertions.compactMap { check($0, of: scenario, diagnostics) }
    report(diagnostics, sources)
    reportGallery(diagnostics)
    // As EX_NOINPUT of sysexits.h: what does not exist or cannot be read.
    let codes = [
      DocumentCode.missingInput.rawValue, DocumentCode.unreadable.rawValue, TraceCode.unreadable.rawValue,
    ]
    let isMissing = diagnostics.all.contains { codes.contains($0.code) }
    guard var scenario, !diagnostics.hasErrors else { throw Failure(isMissing ? .inputMissing : .badInput) }
    scenario.checks += checks
    return scenario
  }

  /// The check of an `--assert`, nil where it cannot be used; its messages name the option in place of a file.
  private func check(_ text: String, of scenario: Scenario?, _ diagnostics: Diagnostics) -> Check? {
    func report(_ problem: Diagnostic) {
      diagnostics.report(
        Diagnostic(
          code: problem.code, message: problem.message,
          location: SourceLocation(file: "--assert '\(text.prefix(200))'", line: 1, column: 1),
          suggestion: problem.suggestion))
    }
    switch parseCheck(text) {
    case .success(let check):
      let problems = scenario?.problems(of: check) ?? []
      problems.forEach(report)
      return problems.isEmpty ? check : nil
    case .failure(let problem):
      report(problem)
      return nil
    }
  }

  /// A name without a slash that is no file is looked up in the gallery.
  private var path: String {
    let name = options.scenario
    if name.contains("/") || FileManager.default.fileExists(atPath: name) { return name }
    return Gallery.ofThisProcess?.scenario(called: name) ?? name
  }

  /// A name that is neither a file nor in the gallery was perhaps meant for one of these.
  private func reportGallery(_ diagnostics: Diagnostics) {
    let name = options.scenario
    guard path == name, !name.contains("/"), !FileManager.default.fileExists(atPath: name), name != "-",
      let names = Gallery.ofThisProcess?.names
    else { return }
    let hint = didYouMean(name, among: names).map { "; \($0)" } ?? ""
    Terminal.say("weir: the gallery has: \(names.joined(separator: ", "))\(hint)")
  }

  private func report(_ diagnostics: Diagnostics, _ sources: SourceTexts) {
    let shown = options.quiet ? diagnostics.all.filter { $0.severity == .error } : diagnostics.all
    guard !shown.isEmpty else { return }
    let renderer = DiagnosticRenderer(sources: sources, colour: Terminal.coloursMessages)
    Terminal.say(renderer.render(shown))
  }
}

extension Gallery {
  /// The gallery that this process finds.
  static var ofThisProcess: Gallery? {
    find(
      environment: ProcessInfo.processInfo.environment,
      executable: Bundle.main.executablePath ?? CommandLine.arguments.first)
  }
}
