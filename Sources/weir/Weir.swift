import ArgumentParser
import Documents
import Foundation

/// The command `weir`.
@main
struct Weir: ParsableCommand {
  /// The version that results record.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "weir",
    abstract: "Simulate the traffic of a Kubernetes Gateway API installation, and ask what if.",
    discussion: """
      Weir reads the Gateway API YAML that you have, replays synthetic or recorded requests through modelled gateways, mirrors \
      and backends with injected failures, and records what happened into SQLite.

      EXAMPLES
        weir run scenarios/quickstart/scenario.yaml
        weir run quickstart --set spec.dataPlane.replicas=20 --db /tmp/twenty.sqlite
        weir compare quickstart twenty:spec.dataPlane.replicas=20
        weir sweep quickstart --vary spec.dataPlane.replicas=1,5,20
        weir check my-scenario.yaml --assert 'success_ratio >= 99.9%'
        weir find quickstart --vary spec.dataPlane.replicas=1..20 --such-that 'success_ratio >= 99.9%'
        weir init -f k8s/ --out scenario.yaml
        weir validate -f k8s/
        weir explain 'POST http://shop.example/checkout' -f k8s/
        weir query results/quickstart.sqlite 'select * from v_retry_budget_exhaustion'
      """,
    version: version,
    subcommands: [
      RunCommand.self, CompareCommand.self, SweepCommand.self, MergeCommand.self, FindCommand.self,
      CheckCommand.self, ExplainCommand.self, ValidateCommand.self,
      InitCommand.self,
      ReportCommand.self,
      QueryCommand.self, ScenariosCommand.self, TraceCommand.self,
      SchemaCommand.self,
    ])

  /// Parses, runs, and ends the process with the exit code of design section 4; an unforeseen error is 70, never a bare 1.
  static func main() {
    // A file that outgrows its limit is an error to report, not a reason to die in the middle of a page.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.report()
      exit(withError: failure.exitCode)
    } catch {
      reportCommand()
      // ArgumentParser ends with a bare 1 for what it does not know, which would say that a check failed.
      if exitCode(for: error) == .failure {
        Terminal.say("weir: internal error, please report it: \(error)")
        exit(withError: Failure(.internalError).exitCode)
      }
      exit(withError: error)
    }
  }

  /// ArgumentParser suggests options, but not commands.
  private static func reportCommand() {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"), word != "help",
      !names.contains(word)
    else { return }
    Terminal.say(
      "weir: there is no command \"\(word)\"; "
        + (didYouMean(word, among: names) ?? "there are: \(names.joined(separator: ", "))"))
  }
}
