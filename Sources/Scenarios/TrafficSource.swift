/// One stream of requests.
public struct TrafficSource: Sendable {
  /// Its name, unique in the scenario.
  public var name: String
  /// The Gateway it sends to.
  public var gateway: NamespacedName
  /// The Gateway's port.
  public var port: Int
  /// An answer after it is no success; nil takes any.
  public var deadline: Int64?
  /// When requests come.
  public var arrivals: ArrivalProcess
  /// What they ask for; empty where the arrivals are a trace's.
  public var mix: RequestMix

  /// Creates a source.
  public init(
    name: String, gateway: NamespacedName, port: Int, deadline: Int64? = nil, arrivals: ArrivalProcess,
    mix: RequestMix
  ) {
    self.name = name
    self.gateway = gateway
    self.port = port
    self.deadline = deadline
    self.arrivals = arrivals
    self.mix = mix
  }
}
