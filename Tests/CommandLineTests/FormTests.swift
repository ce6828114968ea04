import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Databases of each command, made once, and reported in every form.
@Suite("The forms of reports")
struct FormTests {
  static let kinds = ["run", "check", "compare", "sweep", "find", "stability"]
  static let forms = ["table", "json", "csv", "markdown", "summary", "junit", "annotations"]

  /// The folder with `KIND.sqlite` of each kind.
  private static let databases = Task {
    let weir = WeirCommand(folder: try TemporaryFolder())
    var scenario = ScenarioText()
    scenario.duration = "8s"
    scenario.more = """
        checks: [requests <= 1000, success_ratio >= 99%]
        faults: [{name: "=slow", target: {service: shop/cart}, at: 500ms, for: 500ms, slowdown: 2}]
      """
    try weir.folder.write(scenario.text, to: "s.yaml")
    let rate = "spec.traffic[0].arrivals.constant.rate"
    for (kind, arguments) in [
      ("run", ["run", "s.yaml"]), ("check", ["check", "s.yaml"]),
      ("compare", ["compare", "s.yaml", "two:spec.dataPlane.replicas=2", "--replications", "2"]),
      ("sweep", ["sweep", "s.yaml", "--vary", "\(rate)=50/s,100/s", "--vary", "spec.seed=1,2"]),
      ("find", ["find", "s.yaml", "--vary", "\(rate)=50/s..200/s", "--such-that", "requests <= 1000"]),
      (
        "stability",
        [
          "find", "s.yaml", "--stability", "--vary", "\(rate)=50/s,100/s", "--vary",
          "spec.faults[0].for=100ms,500ms",
        ]
      ),
    ] {
      let ending = try await weir.start(arguments + ["--db", "\(kind).sqlite", "--quiet"]).ending()
      guard FileManager.default.fileExists(atPath: weir.folder.path(of: "\(kind).sqlite")) else {
        throw CocoaError(.fileNoSuchFile, userInfo: [NSLocalizedDescriptionKey: ending.stderr])
      }
    }
    return weir
  }

  @Test("each kind of report has each form, or says which it has", arguments: kinds, forms)
  func matrix(kind: String, form: String) async throws {
    let weir = try await Self.databases.value
    let ending = try await weir.run("report", "\(kind).sqlite", "-o", form)
    if form == "annotations", ["sweep", "find", "stability"].contains(kind) {
      #expect(ending.exitCode == 64)
      #expect(
        ending.stderr.contains(
          "there is no annotations of this; there is table, json, csv, markdown, summary, junit"))
      return
    }
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stderr == "")
    #expect(!ending.stdout.contains("\u{1B}"))
    switch form {
    case "json": _ = try JSONText(ending.stdout)
    case "csv":
      let lines = ending.stdout.components(separatedBy: "\r\n")
      #expect(lines.count > 2 && lines.last == "")
      // No field has a comma or a quote here but labels and checks, which then stand in quotes.
      #expect(lines.dropLast().allSatisfy { !$0.isEmpty && $0.filter { $0 == "\"" }.count.isMultiple(of: 2) })
    case "junit": #expect(XMLParser(data: Data(ending.stdout.utf8)).parse())
    case "markdown", "summary": #expect(ending.stdout.hasPrefix("## "))
    case "annotations": #expect(ending.stdout.isEmpty || ending.stdout.hasPrefix("::"))
    default: #expect(!ending.stdout.isEmpty)
    }
  }

  @Test(
    "each kind of report can be had in plain words, which are ASCII and hold the verdict first",
    arguments: kinds)
  func plain(kind: String) async throws {
    let weir = try await Self.databases.value
    let table = try await weir.run("report", "\(kind).sqlite")
    let plain = try await weir.run("report", "\(kind).sqlite", "--plain", "--color", "always")
    #expect(plain.exitCode == 0)
    #expect(plain.stdout.allSatisfy { $0.isASCII && $0 != "\u{1B}" })
    let first = plain.stdout.prefix { $0 != "\n" }
    #expect(first.split(separator: " ").first == table.stdout.split(separator: " ").first)
    for line in plain.stdout.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      #expect(!line.isEmpty && line.first != " ")
    }
    let written = try await weir.run(
      "report", "\(kind).sqlite", "--plain", "-o", "json", "--report", "table=\(kind).txt")
    #expect(written.exitCode == 0)
    #expect(weir.folder.read("\(kind).txt") == plain.stdout)
  }

  @Test("a run shows what happened over time, and so does its report")
  func picture() async throws {
    let weir = try await Self.databases.value
    for kind in ["run", "check"] {
      let text = try await weir.run("report", "\(kind).sqlite").stdout
      let headings = text.split(separator: "\n").map { $0.prefix { $0 != " " } }
      for heading in ["Offered", "Goodput", "Faults"] { #expect(headings.contains(heading[...])) }
      #expect(text.contains("8s; a column is 1s, a whole bar 100/s (means)"))
    }
  }

  @Test(
    "what is piped has no colour, whatever the environment, unless it is asked for",
    arguments: [
      ([:], ["auto"], false), (["CLICOLOR_FORCE": "1", "TERM": "xterm-256color"], ["auto"], false),
      (["TERM": "dumb"], ["auto"], false), (["NO_COLOR": "1"], ["auto"], false),
      (["FORCE_COLOR": "3", "COLORTERM": "truecolor"], ["auto"], false), ([:], ["never"], false),
      ([:], ["always"], true),
    ] as [([String: String], [String], Bool)])
  func colour(environment: [String: String], choice: [String], isColoured: Bool) async throws {
    var weir = try await Self.databases.value
    weir.environment.merge(environment) { $1 }
    for kind in Self.kinds where kind != "sweep" {
      let ending = try await weir.start(["report", "\(kind).sqlite", "--color"] + choice).ending()
      #expect(ending.stdout.contains("\u{1B}[") == isColoured, "\(kind)")
    }
  }

  @Test("the database is not overwritten by its report")
  func overwriting() async throws {
    let weir = try await Self.databases.value
    let ending = try await weir.run("report", "run.sqlite", "--report", "csv=run.sqlite")
    #expect(ending.exitCode == 64)
    #expect(try await weir.run("report", "run.sqlite").exitCode == 0)
  }

  @Test("requests have no CSV")
  func requests() async throws {
    let weir = try await Self.databases.value
    let ending = try await weir.run("report", "run.sqlite", "--request", "slowest", "-o", "csv")
    #expect(ending.exitCode == 64)
    #expect(ending.stderr.contains("there is no csv of this; there is table, json, markdown, summary"))
  }
}
