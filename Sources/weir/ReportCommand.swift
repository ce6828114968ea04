import ArgumentParser
import Results

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Say again what was found, from the database.",
    discussion: """
      EXAMPLES
        weir report results/quickstart.sqlite
        weir report results/quickstart.sqlite -o markdown > comment.md
        weir report results/quickstart-compare.sqlite -o json
      """)

  @Argument(help: "A database that weir run, compare or check left.")
  var database: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.check(for: .ofRuns)
    let stored = try StoredRun.read(database)
    switch stored.run.command {
    case .compare:
      let study = try StoredStudy.read(database)
      try output.write { study.comparison($0, color: $1) }
    case .check:
      let study = try StoredStudy.read(database)
      try output.write { study.checkReport($0, color: $1) }
    case .run, .sweep, .find:
      try output.write { stored.report($0, color: $1) }
    }
  }
}
