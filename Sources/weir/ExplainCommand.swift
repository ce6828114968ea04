import ArgumentParser
import Documents
import Foundation
import GatewayAPI
import Reports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the way of a request: who takes it, why, and the YAML line of each decision.",
    discussion: """
      Listener, route, rule, filters, CORS, backends, mirrors, timeouts, retries and budget of one request; where nothing takes it, \
      what it lacks. With --requests, a file with one request a line as JSON is answered line by line.

      With --data-planes, no request: what Envoy under each of its controllers, Linkerd, Finagle, gRPC and the AWS SDKs make of \
      the `retry` of rules and of XBackendTrafficPolicies, and how many retries each lets through where everything fails.

      EXAMPLES
        weir explain http://shop.example/checkout -f k8s/
        weir explain 'POST http://shop.example/checkout' -H 'Origin: https://www.example' -f k8s/
        weir explain 'OPTIONS https://api.example/v1' -H 'Origin: https://app.example' \\
          -H 'Access-Control-Request-Method: PUT' -f k8s/ --gateway infra/edge -o json
        weir explain --requests requests.jsonl -f k8s/ -o json
        weir explain --data-planes -f k8s/ --service shop/checkout --load 500 --attempt-time 80ms --replicas 3
      """)

  /// In which form the answer is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
  }

  /// What a request carries.
  enum Carried: String, CaseIterable, ExpressibleByArgument {
    case http
    case grpc
    case websocket
  }

  @Argument(help: "'METHOD URL', or a URL for GET.")
  var request: String?

  @OptionGroup var manifests: ManifestOptions

  @Option(
    name: [.customShort("H"), .customLong("header")], parsing: .singleValue,
    help: ArgumentHelp("A header of the request. Repeats.", valueName: "name: value"))
  var headers: [String] = []

  @Option(help: ArgumentHelp("The Gateway to connect to, where there are several.", valueName: "ns/name"))
  var gateway: String?

  @Option(help: ArgumentHelp("The port to connect to.", valueName: "port"))
  var port: Int?

  @Option(help: ArgumentHelp("The name that the TLS client asks for (default: the host).", valueName: "name"))
  var sni: String?

  @Option(name: .customLong("protocol"), help: "What the request carries.")
  var carried: Carried = .http

  @Option(
    help: ArgumentHelp(
      "Answer a file of requests, one JSON object a line; - is standard input.", valueName: "file"),
    completion: .file())
  var requests: String?

  @OptionGroup(title: "Data planes") var comparison: DataPlaneOptions

  @Option(name: .shortAndLong, help: "The form of the output.")
  var output: Format = .table

  @OptionGroup var plain: PlainOption

  func validate() throws {
    guard [request != nil, requests != nil, comparison.dataPlanes].filter({ $0 }).count == 1 else {
      throw ValidationError(
        "expected either a request, such as http://shop.example/, or --requests FILE, or --data-planes")
    }
    if let port, !(1...65535).contains(port) { throw ValidationError("a port is 1 to 65535, not \(port)") }
  }

  func run() throws {
    let client = try request.map(client)
    let name = try gateway.map { text in
      guard let name = NamespacedName(qualified: text) else {
        throw Failure(.usage, "--gateway is NAMESPACE/NAME, not \"\(text)\"")
      }
      return name
    }
    let read = try manifests.read()
    read.report(from: .error, showsSource: !plain.isOn)
    if comparison.dataPlanes {
      let report = try comparison.report(on: read.configuration, isBroken: read.diagnostics.hasErrors)
      try Output.write(output == .json ? report.json() : report.table(plain.screenStyle()))
    } else if let client {
      try explain(client, at: name, in: read)
    } else if let requests {
      try RequestFile(
        path: requests, gateway: name, port: port, output: output, style: plain.screenStyle()
      ).answer(
        with: read.configuration)
    }
    guard !read.diagnostics.hasErrors else { throw Failure(.badInput) }
  }

  private func explain(
    _ client: ClientRequest, at gateway: NamespacedName?, in read: ManifestOptions.Read
  ) throws {
    let configuration = read.configuration
    let address: ClientAddress
    do {
      address = try ClientAddress(
        of: client.request, gateway: gateway, port: port ?? client.port, in: configuration)
    } catch {
      // The Gateway may be missing because its manifest is broken, which has been said then.
      throw Failure(read.diagnostics.hasErrors ? .badInput : .usage, "\(error.message) (--gateway)")
    }
    var explanation = configuration.explain(client.request, at: address, nearMisses: true)
    explanation.leaveOut(read.diagnostics.all)
    let report = ExplanationReport(explanation, of: client.request)
    try Output.write(output == .json ? report.json() : report.table(plain.screenStyle()))
  }

  /// The request of the command line.
  private func client(_ text: String) throws -> ClientRequest {
    do {
      return try ClientRequest(
        text, headers: headers, serverName: sni,
        carried: HTTPRequest.Carried(rawValue: carried.rawValue) ?? .http)
    } catch {
      throw Failure(.usage, error.message)
    }
  }
}
