import ArgumentParser

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Work with recorded requests: access logs, load tests, traces.",
    discussion: """
      Logs of proxies, load balancers and load tools are read in the formats that they write, plain or packed with gzip or zstd, \
      several files at once, merged by the time of arrival.

      EXAMPLES
        weir trace inspect access.log.gz
        weir trace import access.log.gz --out trace.csv.zst
        weir trace calibrate access.log.gz --out model.yaml
        weir trace synthesize quickstart --format envoy --out access.log
      """,
    subcommands: [
      TraceInspectCommand.self,
      TraceImportCommand.self,
      TraceCalibrateCommand.self,
      TraceSynthesizeCommand.self,
    ])
}
