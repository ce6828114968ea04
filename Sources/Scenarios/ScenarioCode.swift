import Documents

/// The codes of the messages about scenarios.
///
/// A code never changes its meaning; a new meaning gets a new code.
public enum ScenarioCode: String, CaseIterable, Sendable {
  /// A required field is absent.
  case missing = "SCN001"
  /// A value has another type than its field.
  case type = "SCN002"
  /// A key that the format does not have.
  case unknown = "SCN003"
  /// A value that cannot be used.
  case invalid = "SCN004"
  /// Something that the format has and this version does not do.
  case unsupported = "SCN005"
  /// A quantity beyond what keeps a run finite.
  case tooLarge = "SCN006"
  /// No Scenario among the documents.
  case noScenario = "SCN007"
  /// More than one Scenario among the documents.
  case severalScenarios = "SCN008"
  /// A change of the command line that cannot be read.
  case changeForm = "SCN009"
  /// A change of an object that is not there.
  case changeTarget = "SCN010"
  /// A change of a field that its object does not have.
  case changeField = "SCN011"
  /// An overlay adds an object.
  case overlayAdds = "SCN012"
  /// Something that the chosen data plane does not read.
  case notRead = "SCN013"
  /// A variant of the command line that cannot be read.
  case variantForm = "SCN014"
  /// A name of a variant that cannot be used, or that another has.
  case variantName = "SCN015"
  /// Values to vary that cannot be read.
  case variedForm = "SCN016"
  /// A path, or one of its values, that is varied twice.
  case variedTwice = "SCN017"
  /// A file that is not one Sweep.
  case sweepForm = "SCN018"
  /// A scenario without traffic.
  case noTraffic = "SCN020"
  /// Two things of one name.
  case duplicateName = "SCN021"
  /// The Gateway has to be named.
  case whichGateway = "SCN022"
  /// A Gateway that is not among the manifests.
  case unknownGateway = "SCN023"
  /// A port that the Gateway does not serve, or that has to be named.
  case gatewayPort = "SCN024"
  /// A mix in which every weight is zero.
  case weightsZero = "SCN025"
  /// A source with a trace and a mix.
  case mixAndTrace = "SCN026"
  /// Requests that no rule takes.
  case notRouted = "SCN027"
  /// A source that never sends a request.
  case noArrivals = "SCN028"
  /// A source of which no request reaches a service.
  case reachesNothing = "SCN029"
  /// A Service that routes reach, without an entry.
  case serviceMissing = "SCN030"
  /// An entry whose Service is not among the manifests.
  case serviceUnknown = "SCN031"
  /// An entry whose Service no route reaches.
  case serviceUnreached = "SCN032"
  /// A call to a Service that is not among the manifests.
  case callTarget = "SCN033"
  /// Services that call each other in a circle.
  case callCircle = "SCN034"
  /// A trace and a run that do not end together.
  case traceEnd = "SCN035"
  /// A fault whose target does not exist.
  case faultTarget = "SCN040"
  /// A fault that does not happen within the run.
  case faultOutside = "SCN041"
  /// A fault that cannot happen to its target.
  case faultMismatch = "SCN042"
  /// A fault with no effect, or with several.
  case faultEffect = "SCN043"
  /// A fault whose course does not fit its effect or its time.
  case faultCourse = "SCN044"
  /// A fault of one Gateway that hits others.
  case faultShared = "SCN045"
  /// A check that cannot be read.
  case checkForm = "SCN050"
  /// A check of a metric that does not exist.
  case checkMetric = "SCN051"
  /// A check with labels that its metric does not have.
  case checkLabel = "SCN052"
  /// A check whose value is not in the metric's unit.
  case checkUnit = "SCN053"
  /// A check of something that the scenario does not have.
  case checkTarget = "SCN054"
  /// A request that browsers keep back, or whose answer they do.
  case refusedByBrowsers = "SCN060"

  /// What the code means, in one sentence.
  public var sentence: String {
    switch self {
    case .missing: "A required field is absent."
    case .type: "A value has another type than its field."
    case .unknown: "The format has no such field here."
    case .invalid: "A value is of the right type and cannot be used."
    case .unsupported: "The format has this and this version of Weir does not do it yet."
    case .tooLarge: "A quantity is beyond what keeps a run finite."
    case .noScenario: "The file has no document of kind Scenario."
    case .severalScenarios: "The file has more than one document of kind Scenario."
    case .changeForm:
      "A change of the command line has not the form PATH=VALUE or KIND/NAMESPACE/NAME:PATH=VALUE."
    case .changeTarget: "A change names an object that is not among the documents."
    case .changeField: "A change sets a field that its object does not have."
    case .overlayAdds: "An overlay adds an object that was not there before."
    case .notRead: "The chosen data plane does not read this."
    case .variantForm: "A variant has not the form SCENARIO, NAME=OVERLAY.yaml or NAME:PATH=VALUE."
    case .variantName: "The name of a variant cannot be used, or another variant has it."
    case .variedForm: "What is varied has not the form PATH=V1,V2,… or PATH=LOW..HIGH."
    case .variedTwice: "A path, or one of its values, is varied twice."
    case .sweepForm: "The file is not one document of kind Sweep."
    case .noTraffic: "A scenario has at least one traffic source."
    case .duplicateName: "Names are unique among sources, services and faults."
    case .whichGateway: "The manifests hold no Gateway, or several and the source names none."
    case .unknownGateway: "A source names a Gateway that is not among the manifests."
    case .gatewayPort: "The Gateway does not serve the port, or serves several and the source names none."
    case .weightsZero: "At least one weight of a mix is above zero."
    case .mixAndTrace: "A source with a trace takes its requests from there and has no mix."
    case .notRouted: "A request of the mix is taken by no rule, so it is answered 404."
    case .noArrivals:
      "The source never sends a request: its rate is 0 at all times, or its trace begins after the end."
    case .reachesNothing: "No request of a source reaches a service, so that there is nothing to simulate."
    case .serviceMissing: "Every Service that routes reach has an entry under services."
    case .serviceUnknown: "An entry under services names a Service that is not among the manifests."
    case .serviceUnreached: "No route of a Gateway reaches the Service, so nothing is simulated there."
    case .callTarget: "A call names a Service that is not among the manifests."
    case .traceEnd:
      "A trace that ends long after the run, or before it, is replayed in part, or leaves time without requests."
    case .callCircle: "Services never call each other in a circle."
    case .faultTarget: "A fault names a target that does not exist."
    case .faultOutside: "A fault begins after the end of the run, or is over before anything is measured."
    case .faultMismatch: "A fault cannot happen to its target."
    case .faultEffect: "A fault has exactly one effect."
    case .faultCourse: "The ramp, percent or repeat of a fault does not fit its effect or its time."
    case .faultShared: "A fault of one Gateway hits the others too, because they share the gateway replicas."
    case .checkForm: "A check has the form METRIC{LABEL=VALUE} OP VALUE."
    case .checkMetric: "A check names a metric that does not exist."
    case .checkLabel: "A check names labels with which its metric is not reported."
    case .checkUnit: "The value of a check is not in the unit of its metric."
    case .checkTarget: "A check names a source, route, service or fault that the scenario does not have."
    case .refusedByBrowsers: "Browsers refuse a request of the source, because no CORS filter allows it."
    }
  }
}

extension Reader.Codes {
  /// The codes of scenario files.
  static let scenario = Reader.Codes(
    missing: ScenarioCode.missing.rawValue, type: ScenarioCode.type.rawValue,
    unknown: ScenarioCode.unknown.rawValue, invalid: ScenarioCode.invalid.rawValue)
}

extension Reader {
  /// Reports a message about the value at `path`.
  func report(
    _ code: ScenarioCode, _ message: String, severity: Diagnostic.Severity = .error,
    at location: SourceLocation?, path: FieldPath, suggestion: String? = nil
  ) {
    report(code.rawValue, message, severity: severity, at: location, path: path, suggestion: suggestion)
  }

  /// Reports a message about the value of `key`.
  func report(
    _ code: ScenarioCode, _ message: String, severity: Diagnostic.Severity = .error, about key: String,
    suggestion: String? = nil
  ) {
    report(
      code.rawValue, message, severity: severity, at: field(key)?.location ?? location(of: key),
      path: path.field(key), suggestion: suggestion)
  }

  /// Reports each of `keys` that is there as something that the format has and this version does not do.
  func refuse(_ keys: String...) {
    for key in keys where has(key) {
      report(
        .unsupported, "\"\(key)\" is not supported yet", at: location(of: key), path: path.field(key),
        suggestion: "remove it; a later version will read it")
    }
  }

  /// Whether the mapping has `key`, with whatever value.
  func holds(_ key: String) -> Bool {
    guard case .mapping(let fields) = value.content else { return false }
    _ = field(key)
    return fields.contains { $0.key == key }
  }
}

extension Diagnostics {
  /// Reports a message that belongs to no field.
  func report(
    _ code: ScenarioCode, _ message: String, severity: Diagnostic.Severity = .error,
    at location: SourceLocation? = nil, object: String? = nil, path: String? = nil, suggestion: String? = nil
  ) {
    report(
      Diagnostic(
        code: code.rawValue, severity: severity, message: message, location: location, object: object,
        path: path, suggestion: suggestion))
  }
}
