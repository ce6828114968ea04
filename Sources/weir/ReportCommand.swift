import ArgumentParser
import Results

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Say again what happened in a run, from its database.",
    discussion: """
      EXAMPLES
        weir report results/quickstart.sqlite
        weir report results/quickstart.sqlite -o markdown > comment.md
      """)

  @Argument(help: "A database that weir run left.")
  var database: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.checkFiles()
    let stored = try StoredRun.read(database)
    try output.write { stored.report($0, color: $1) }
  }
}
