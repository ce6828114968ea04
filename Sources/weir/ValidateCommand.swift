import ArgumentParser
import Documents
import GatewayAPI
import Reports

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Hold manifests to the Gateway API: admission, status, and what was probably not meant.",
    discussion: """
      First what an API server would refuse, in its own words; then the status that a conformant controller would write for what \
      is left; then remarks about what is admitted and does not do what it seems to. Exits with 65 where any object is invalid.

      EXAMPLES
        weir validate -f k8s/
        weir validate -f k8s/ --release v1.3 --channel standard
        kustomize build . | weir validate -f - -o json
        weir validate --explain GW301
        weir validate --explain list
      """)

  /// In which form the verdict is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
  }

  @OptionGroup var manifests: ManifestOptions

  @Option(name: .shortAndLong, help: "The form of the output.")
  var output: Format = .table

  @Option(
    help: ArgumentHelp(
      "Explain the code of a message, such as GW301, and read nothing; list shows all codes.",
      valueName: "code"))
  var explain: String?

  @OptionGroup var plain: PlainOption

  @Flag(name: .shortAndLong, help: "Say nothing of remarks, only of errors.")
  var quiet = false

  func run() throws {
    if let explain { return try Output.write(Self.explanation(of: explain)) }
    let read = try manifests.read()
    read.configuration.lint(read.diagnostics)
    let validation = Validation(read.configuration, read.diagnostics.all)
    let report = ValidationReport(validation)
    switch output {
    case .table:
      read.report(from: quiet ? .error : .note, showsSource: !plain.isOn)
      try Output.write(report.table(plain.screenStyle()))
    case .json: try Output.write(report.json())
    }
    guard !read.diagnostics.hasErrors else { throw Failure(.badInput) }
  }

  private static func explanation(of code: String) throws -> String {
    let catalogue = CodeCatalogue()
    if code.lowercased() == "list" { return catalogue.list }
    guard let known = catalogue[code: code] else {
      let codes = catalogue.entries.map(\.code)
      throw Failure(
        .usage,
        "there is no code \"\(code)\"; "
          + (didYouMean(code.uppercased(), among: codes)
            ?? "--explain list shows what each means; there are: \(codes.joined(separator: ", "))"))
    }
    return known.text
  }
}
