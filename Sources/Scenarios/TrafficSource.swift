import GatewayAPI
import Traffic

/// One stream of requests.
public struct TrafficSource: Sendable {
  /// Its name, unique in the scenario.
  public var name: String
  /// The Gateway it sends to.
  public var gateway: NamespacedName
  /// The Gateway's port.
  public var port: Int
  /// What is spoken on that port, `http` or `https`.
  public var scheme: String
  /// An answer after it is no success; nil takes any.
  public var deadline: Int64?
  /// The browsers that send the requests; nil where clients are none, and need no permission for anything.
  public var browsers: BrowserClients?
  /// How clients give up and try again; nil for those that take whatever comes.
  public var client: ClientBehaviour?
  /// When requests come.
  public var arrivals: ArrivalProcess
  /// What they ask for; empty where the arrivals are a trace's.
  public var mix: RequestMix

  /// Creates a source.
  public init(
    name: String, gateway: NamespacedName, port: Int, scheme: String = "http", deadline: Int64? = nil,
    browsers: BrowserClients? = nil, arrivals: ArrivalProcess, mix: RequestMix
  ) {
    self.name = name
    self.gateway = gateway
    self.port = port
    self.scheme = scheme
    self.deadline = deadline
    self.browsers = browsers
    self.arrivals = arrivals
    self.mix = mix
  }

  /// The shapes of its requests, in the order in which arrivals number them.
  public var shapes: [RequestShape] {
    if case .trace(let trace) = arrivals { return trace.shapes }
    return mix.entries.map(\.shape)
  }

  /// What arrives at the gateway for a request of that shape.
  public func request(for shape: RequestShape) -> HTTPRequest {
    crossOrigin(shape)?.request ?? written(shape)
  }

  /// What a request of that shape is for a browser; nil for other clients, and where it goes to the origin of its own page.
  public func crossOrigin(_ shape: RequestShape) -> CrossOriginRequest? {
    browsers.flatMap {
      CrossOriginRequest(
        written(shape), port: port, from: $0.origin, withCredentials: $0.withCredentials)
    }
  }

  private func written(_ shape: RequestShape) -> HTTPRequest {
    HTTPRequest(
      method: shape.method, scheme: scheme, host: shape.host, path: shape.path,
      headers: shape.headers.map { .init(name: $0.name, value: $0.value) })
  }
}
