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

      EXAMPLES
        weir explain http://shop.example/checkout -f k8s/
        weir explain 'POST http://shop.example/checkout' -H 'Origin: https://www.example' -f k8s/
        weir explain 'OPTIONS https://api.example/v1' -H 'Origin: https://app.example' \\
          -H 'Access-Control-Request-Method: PUT' -f k8s/ --gateway infra/edge -o json
        weir explain --requests requests.jsonl -f k8s/ -o json
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
      "Answer a file of requests, one JSON object a line; - is standard input.", valueName: "file"))
  var requests: String?

  @Option(name: .shortAndLong, help: "The form of the output.")
  var output: Format = .table

  func validate() throws {
    if (request == nil) == (requests == nil) {
      throw ValidationError("expected either a request, such as http://shop.example/, or --requests FILE")
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
    read.report(from: .error)
    if let client {
      try explain(client, at: name, in: read)
    } else if let requests {
      try RequestFile(path: requests, gateway: name, port: port, output: output).answer(
        with: read.configuration)
    }
    guard !read.diagnostics.hasErrors else { throw Failure(.badInput) }
  }

  private func explain(
    _ client: HTTPRequest, at gateway: NamespacedName?, in read: ManifestOptions.Read
  ) throws {
    let configuration = read.configuration
    let address: ClientAddress
    do {
      address = try ClientAddress(of: client, gateway: gateway, port: port, in: configuration)
    } catch {
      // The Gateway may be missing because its manifest is broken, which has been said then.
      throw Failure(read.diagnostics.hasErrors ? .badInput : .usage, "\(error.message) (--gateway)")
    }
    let explanation = configuration.explain(
      client, gateway: address.gateway, port: address.port, nearMisses: true)
    let report = ExplanationReport(explanation, of: client)
    try Output.write(output == .json ? report.json() : report.table())
  }

  /// The request of the command line.
  private func client(_ text: String) throws -> HTTPRequest {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    let (method, url) = parts.count == 2 ? (parts[0].uppercased(), parts[1]) : ("GET", parts.first ?? "")
    guard let separator = url.range(of: "://") else {
      throw Failure(.usage, "expected a URL such as http://shop.example/, found \"\(url)\"")
    }
    let scheme = String(url[..<separator.lowerBound]).lowercased()
    let isCall = ["grpc", "grpcs"].contains(scheme)
    let isSocket = ["ws", "wss"].contains(scheme)
    let secure = [
      "https": "https", "grpcs": "https", "wss": "https", "http": "http", "grpc": "http", "ws": "http",
    ]
    guard let known = secure[scheme] else {
      throw Failure(.usage, "expected http:// or https:// (or grpc, grpcs, ws, wss), found \"\(scheme)://\"")
    }
    let rest = url[separator.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let path = String(rest[end...])
    let kind = HTTPRequest.Carried(rawValue: carried.rawValue) ?? .http
    return HTTPRequest(
      method: isCall && parts.count < 2 ? "POST" : method, scheme: known, host: String(rest[..<end]),
      path: path.hasPrefix("/") ? path : "/" + path, headers: try headers.map(header), serverName: sni,
      carried: isCall ? .grpc : isSocket ? .websocket : kind)
  }

  private func header(_ text: String) throws -> HTTPRequest.Header {
    guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else {
      throw Failure(.usage, "a header is 'Name: value', not \"\(text)\"")
    }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    return HTTPRequest.Header(name: String(text[..<colon]), value: String(value))
  }
}
