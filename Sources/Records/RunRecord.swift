/// What a run was: everything needed to read its results, and to repeat it.
public struct RunRecord: Sendable, Equatable {
  /// One request shape: what rows of requests point to.
  public struct Shape: Sendable, Equatable {
    /// The traffic source.
    public var traffic: String
    /// The method.
    public var method: String
    /// The host.
    public var host: String
    /// The path with its query.
    public var path: String
    /// The route that takes it, `ns/name`, nil where none does.
    public var route: String?
    /// Which rule of the route, from 0.
    public var rule: Int?

    /// Creates a shape.
    public init(traffic: String, method: String, host: String, path: String, route: String?, rule: Int?) {
      self.traffic = traffic
      self.method = method
      self.host = host
      self.path = path
      self.route = route
      self.rule = rule
    }
  }

  /// A modelling assumption that the run rests on.
  public struct Assumption: Sendable, Hashable {
    /// The stable identifier, such as `A-SIM-3`.
    public var id: String
    /// What is assumed, in one sentence.
    public var text: String

    /// Creates an assumption.
    public init(id: String, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// Something that the manifests say and Weir does not model.
  public struct NotModelled: Sendable, Hashable {
    /// The object, such as `HTTPRoute/shop/front`.
    public var object: String
    /// The path inside it, empty for the whole object.
    public var path: String

    /// Creates an entry.
    public init(object: String, path: String) {
      self.object = object
      self.path = path
    }
  }

  /// An input file as it was read.
  public struct Input: Sendable, Equatable {
    /// The name as the user wrote it.
    public var file: String
    /// Its text.
    public var text: String

    /// Creates an input.
    public init(file: String, text: String) {
      self.file = file
      self.text = text
    }
  }

  /// The command that is run.
  public var command = Command.run
  /// The scenario's name.
  public var scenario: String
  /// The scenario's description, empty without one.
  public var description = ""
  /// The variant's name; `base` for a plain run.
  public var variant = "base"
  /// What makes the variant differ from the base, value by value.
  public var settings: [Setting] = []
  /// The seed.
  public var seed: UInt64
  /// How many replications were asked for.
  public var replications: Int
  /// Nanoseconds that are not measured at the start.
  public var warmUp: Int64
  /// How the warm-up was found, empty where the scenario says it.
  public var warmUpNote = ""
  /// Nanoseconds that are measured.
  public var duration: Int64
  /// The data plane's kind.
  public var dataPlane: String
  /// Gateway replicas.
  public var gatewayReplicas: Int
  /// The hash of everything that decides the result, empty where nobody asks for it.
  public var specification = ""
  /// Weir's version.
  public var version: String
  /// The scenario and the manifests.
  public var inputs: [Input] = []
  /// The changes of the command line, such as `--set spec.seed=3`.
  public var overrides: [String] = []
  /// What the run assumes.
  public var assumptions: [Assumption] = []
  /// What the manifests say and the run leaves out.
  public var notModelled: [NotModelled] = []
  /// The Services, `ns/name`; rows point here.
  public var services: [String] = []
  /// The request shapes; rows point here.
  public var shapes: [Shape] = []

  /// Creates a run's record.
  public init(
    scenario: String, seed: UInt64, replications: Int, warmUp: Int64, duration: Int64, dataPlane: String,
    gatewayReplicas: Int, version: String
  ) {
    self.scenario = scenario
    self.seed = seed
    self.replications = replications
    self.warmUp = warmUp
    self.duration = duration
    self.dataPlane = dataPlane
    self.gatewayReplicas = gatewayReplicas
    self.version = version
  }
}
