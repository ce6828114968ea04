import ArgumentParser
import Documents
import Reports
import Results
import Scenarios

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of an output, or of a file that Weir reads.",
    discussion: """
      Without a name all schemas are listed. They are of draft 2020-12, and each stands alone. That of scenarios is for editors: \
      with the line '# yaml-language-server: $schema=scenario-file.json' at the top of a scenario they complete and check its keys.

      EXAMPLES
        weir schema
        weir schema run
        weir schema scenario-file > scenario-file.json
      """)

  @Argument(help: "The name of a schema.")
  var name: String?

  func run() throws {
    let schemas = PublishedSchema.ofReports + PublishedSchema.ofInputs
    guard let name else {
      let rows = schemas.map { [SQLValue.text($0.name), .text($0.subject)] }
      return try Output.write(QueryReport(columns: ["NAME", "OF"], rows: rows).table())
    }
    guard let schema = schemas.first(where: { $0.name == name }) else {
      let names = schemas.map(\.name)
      throw Failure(
        .usage,
        "there is no schema \"\(name)\"; "
          + (didYouMean(name, among: names) ?? "there are: \(names.joined(separator: ", "))"))
    }
    try Output.write(schema.text)
  }
}
