import ArgumentParser

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Work with recorded requests: access logs, load tests, traces.",
    discussion: """
      Logs of proxies, load balancers and load tools are read in the formats that they write, plain or packed with gzip or zstd, \
      several files at once, merged by the time of arrival.

      EXAMPLES
        weir trace import access.log.gz --out trace.csv.zst
      """,
    subcommands: [
      TraceImportCommand.self,
      TraceCalibrateCommand.self,
    ])
}
