import Foundation
import Testing

/// Holds JSON to JSON Schemas, by a validator of somebody else: the module `jsonschema` of Python.
struct SchemaValidator {
  struct Failed: Error {
    let status: Int32
  }

  /// A Python that has the module; nil where there is none.
  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { path in
    FileManager.default.isExecutableFile(atPath: path)
      && (try? run(path, ["-c", "import jsonschema"], output: .nullDevice)) == 0
  }

  static var isInstalled: Bool { python != nil }
  static let howToInstall: Comment = "there is no Python with jsonschema (Debian: python3-jsonschema)"

  /// Reads a schema and instances, and writes what is wrong with the schema, or with each instance.
  private static let program = """
    import json, sys
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    def first(errors):
        error = best_match(errors)
        return error and f"{error.json_path}: {error.message[:300]}"

    with open(sys.argv[1]) as file:
        request = json.load(file)
    schema = request["schema"]
    mistake = first(Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema))
    validator = Draft202012Validator(schema)
    found = [mistake or first(validator.iter_errors(instance)) for instance in request["instances"]]
    print(json.dumps(found))
    """

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The gravest mistake of each instance, nil where there is none.
  ///
  /// - Parameters:
  ///   - instances: JSON texts.
  ///   - schema: The text of a schema; what is wrong with it is wrong with every instance.
  func mistakes(in instances: [String], by schema: String) throws -> [String?] {
    let request = "{\"schema\": \(schema), \"instances\": [\(instances.joined(separator: ",\n"))]}"
    try folder.write(request, to: "request.json")
    try folder.write(Self.program, to: "program.py")
    let status = try Self.run(
      Self.python ?? "", [folder.path(of: "program.py"), folder.path(of: "request.json")],
      output: folder.create("answer.json"))
    guard status == 0 else { throw Failed(status: status) }
    let answer = Data((folder.read("answer.json") ?? "").utf8)
    return try JSONDecoder().decode([String?].self, from: answer)
  }

  private static func run(_ program: String, _ arguments: [String], output: FileHandle) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = output
    if output == .nullDevice { process.standardError = FileHandle.nullDevice }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
