import Documents
import Records

/// What is simulated: a scenario file with its manifests, read, completed with defaults and checked.
///
/// Times are nanoseconds, rates are per second, shares are from 0 to 1.
public struct Scenario: Sendable {
  /// How many replications are run.
  public struct Replications: Sendable, Equatable {
    /// At least this many.
    public var minimum: Int
    /// At most this many.
    public var maximum: Int
    /// The half-width of the intervals, relative to the estimates, below which it is enough, above 0; nil for a fixed number.
    public var until: Double?

    /// Creates a rule; a fixed number has equal bounds.
    public init(minimum: Int, maximum: Int, until: Double? = nil) {
      self.minimum = minimum
      self.maximum = maximum
      self.until = until
    }
  }

  /// The name, which also names the database.
  public var name: String
  /// What it asks, empty without a description.
  public var description: String = ""
  /// The seed of every random draw.
  public var seed: UInt64 = 1
  /// How long is measured, after the warm-up.
  public var duration: Int64
  /// How long is simulated before anything is measured; 0 where that is found out first.
  public var warmUp: Int64 = 0
  /// Whether a pilot finds out how long the warm-up has to be.
  public var warmUpIsAutomatic = false
  /// How a pilot found the warm-up, empty where the scenario says it.
  public var warmUpNote = ""
  /// How many replications are run.
  public var replications = Replications(minimum: 1, maximum: 1)
  /// How the gateway behaves where the API leaves it open.
  public var dataPlane = DataPlane()
  /// The streams of requests.
  public var traffic: [TrafficSource] = []
  /// The Services behind the gateway.
  public var services: [ServiceModel] = []
  /// The injected failures, in the order of the file.
  public var faults: [Fault] = []
  /// The assertions.
  public var checks: [Check] = []
  /// What the manifests define.
  public var configuration: GatewayConfiguration
  /// The files it was read from.
  public var inputs: [RunRecord.Input] = []
  /// The changes of the command line.
  public var overrides: [String] = []
  /// What all of that came to, changes included: the document of the scenario, then the manifests in the order of reading.
  public var documents: [Document] = []

  /// Creates a scenario with the defaults of the format.
  public init(name: String, duration: Int64, configuration: GatewayConfiguration) {
    self.name = name
    self.duration = duration
    self.configuration = configuration
  }
}
