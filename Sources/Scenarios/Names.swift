import Documents
import GatewayAPI
import Traffic

// What a scenario is made of, under the names by which the simulator knows it.

/// When the requests of a traffic source come.
public typealias ArrivalProcess = Traffic.ArrivalProcess
/// Produces the arrivals of one source in one replication.
public typealias ArrivalGenerator = Traffic.ArrivalGenerator
/// A buffer of arrivals.
public typealias ArrivalBatch = Traffic.ArrivalBatch
/// A time during which a source sends more.
public typealias Surge = Traffic.Surge
/// A recorded trace.
public typealias RecordedTrace = Traffic.RecordedTrace
/// A weighted mix of request shapes.
public typealias RequestMix = Traffic.RequestMix
/// What routing looks at.
public typealias RequestShape = Traffic.RequestShape
/// A distribution of times in seconds.
public typealias TimeDistribution = Traffic.TimeDistribution
/// The namespace and name of an object.
public typealias NamespacedName = GatewayAPI.NamespacedName
/// Everything the manifests define.
public typealias GatewayConfiguration = GatewayAPI.GatewayConfiguration
/// What routing looks at in one request.
public typealias HTTPRequest = GatewayAPI.HTTPRequest
/// Where routing takes a request.
public typealias RouteAnswer = GatewayAPI.RouteAnswer
/// What a matched rule does.
public typealias RulePlan = GatewayAPI.RulePlan
/// A Service's retry budget.
public typealias RetryBudget = GatewayAPI.RetryBudget
/// A place in an input file.
public typealias SourceLocation = Documents.SourceLocation
