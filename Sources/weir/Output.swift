import ArgumentParser
import Foundation
import Reports

/// In which form a report is written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case table
  case json
  /// Comma-separated values, for spreadsheets.
  case csv
  /// Markdown that fits a comment on a pull request.
  case markdown
  /// Markdown that fits the summary of a job.
  case summary
  /// JUnit's XML.
  case junit
  /// Workflow commands of GitHub Actions.
  case annotations
  /// A page for a browser, in one file.
  case html
  /// One chart of the page.
  case svg
}

/// `FORMAT=FILE` of `--report`.
struct ReportFile: ExpressibleByArgument {
  let format: ReportFormat
  let path: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let format = ReportFormat(rawValue: String(parts[0])) else { return nil }
    self.format = format
    path = String(parts[1])
  }
}

/// Where reports go: one to standard output or a file, and any number of others to files.
struct OutputOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The form of the output.")
  var output: ReportFormat = .table

  @Option(
    name: .customLong("output-file"),
    help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"), completion: .file())
  var file: String?

  @Option(
    name: .customLong("report"), parsing: .singleValue,
    help: ArgumentHelp("Write one more report, such as markdown=r.md. Repeats.", valueName: "format=file"))
  var reports: [ReportFile] = []

  @Option(help: ArgumentHelp("Which chart of the report -o svg draws.", valueName: "name"))
  var chart: String?

  @Option(help: "Colour the table: auto, always or never.")
  var color: ColorChoice = .auto

  @OptionGroup var plain: PlainOption

  /// Whether anything but a table on standard output is asked for.
  var asksForMore: Bool { output != .table || file != nil || !reports.isEmpty || chart != nil }

  /// Makes sure, before a long run, that every report can be written in the end.
  ///
  /// - Parameters:
  ///   - formats: the forms that the command has.
  ///   - inputs: files that it reads, and its database: no report may take the place of one.
  /// - Throws: a failure with 64 that names a form that it has not, or a file that is something else too, and with 73 that names the first
  ///   file that cannot be written.
  func check(for formats: [ReportFormat], beside inputs: [String] = []) throws {
    for format in [output] + reports.map(\.format) where !formats.contains(format) {
      throw Failure(
        .usage,
        "there is no \(format.rawValue) of this; there is \(formats.map(\.rawValue).joined(separator: ", "))")
    }
    if chart == nil, ([output] + reports.map(\.format)).contains(.svg) {
      throw Failure(
        .usage, "svg wants --chart NAME, such as load; a name that a report has not lists those that it has")
    }
    var taken = Set(inputs.map(Output.resolved))
    for path in reports.map(\.path) + (file.map { [$0] } ?? []) {
      guard !Output.isRegular(path) || taken.insert(Output.resolved(path)).inserted else {
        throw Failure(
          .usage, "\(path) cannot be written: the command reads it, or writes something else there")
      }
      try Output.checkFile(path)
    }
  }

  /// Makes sure that no report takes the place of a file that was read by way of a folder.
  ///
  /// - Throws: a failure with 64 that names the file.
  func refuse(_ inputs: [String]) throws {
    let taken = Set(inputs.map(Output.resolved))
    for path in reports.map(\.path) + (file.map { [$0] } ?? []) where taken.contains(Output.resolved(path)) {
      throw Failure(.usage, "\(path) cannot be written: the command reads it")
    }
  }

  /// Writes every report that was asked for, the files first.
  ///
  /// - Parameters:
  ///   - page: makes the report as a page, where that or a chart of it was asked for.
  ///   - render: makes the report in another form; the style is that of the table.
  func write(page: () throws -> HTMLReport, _ render: (ReportFormat, TextStyle) throws -> String) throws {
    try write { format, style in
      switch format {
      case .html, .svg: try page().text(format, chart: chart)
      default: try render(format, style)
      }
    }
  }

  /// Writes every report that was asked for, of what has no page.
  ///
  /// - Parameter render: makes the report in a form; the style is that of the table.
  func write(_ render: (ReportFormat, TextStyle) throws -> String) throws {
    for report in reports {
      // A job's summary is made by all commands of a step, one after the other.
      try Output.write(
        render(report.format, plain.fileStyle), to: report.path, adding: report.format == .summary)
    }
    if let file {
      try Output.write(render(output, plain.fileStyle), to: file)
    } else {
      try Output.write(render(output, plain.screenStyle(isColoured: color.isOn)))
    }
  }
}

/// When output is coloured.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto
  case always
  case never

  /// Whether standard output is coloured.
  var isOn: Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: return Terminal.allowsColour(STDOUT_FILENO)
    }
  }
}

/// Standard output and files.
enum Output {
  /// Writes to standard output; a reader that went away ends the output quietly, as it does for other commands.
  ///
  /// - Throws: a failure with 74 where what standard output leads to takes no more, such as a full disk.
  static func write(_ text: String) throws {
    var bytes = Array(Terminal.endingWithNewline(text).utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EPIPE {
        return
      } else if errno != EINTR {
        throw Failure(.inputOutput, "cannot write to standard output: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// The path with symbolic links followed.
  static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// Whether a path leads to a regular file, or to nothing yet; a device or a pipe is written to and never replaced.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// Finds out whether a file can be written, and leaves no trace.
  static func checkFile(_ path: String) throws {
    let url = URL(fileURLWithPath: resolved(path))
    let folder = url.deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    let files = FileManager.default
    if files.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
      throw Failure(.cannotCreate, "cannot write \(path): it is a folder")
    }
    guard isRegular(path) else { return }
    guard files.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw Failure(.cannotCreate, "cannot write \(path): there is no folder \(folder)")
    }
    guard isFolder.boolValue else {
      throw Failure(.cannotCreate, "cannot write \(path): \(folder) is no folder")
    }
    guard access(folder, W_OK) == 0 else {
      throw Failure(.cannotCreate, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
  }

  /// Writes a file whole: under another name first, then moved into place; into a device or a pipe directly.
  ///
  /// - Parameter adding: Whether what the file holds stays before it.
  static func write(_ text: String, to path: String, adding: Bool = false) throws {
    let target = URL(fileURLWithPath: resolved(path))
    do {
      guard isRegular(path) else {
        let handle = try FileHandle(forWritingTo: target)
        try handle.write(contentsOf: Data(text.utf8))
        return try handle.close()
      }
      let before = adding ? (try? Data(contentsOf: target)) ?? Data() : Data()
      try (before + Data(text.utf8)).write(to: target, options: .atomic)
    } catch {
      throw Failure(.cannotCreate, "cannot write \(path): \(error.localizedDescription)")
    }
  }
}
