import Documents

/// The codes of this module's messages. A code never changes its meaning; new ones are added.
public enum GatewayCode: String, Sendable, CaseIterable {
  // What kind of object a document is.
  case notAnObject = "GW001"
  case unknownKind = "GW002"
  case duplicateObject = "GW003"
  case kindNotInstalled = "GW004"
  case tooManyMatches = "GW005"

  // The structure that a definition demands.
  case required = "GW101"
  case type = "GW102"
  case unknownField = "GW103"
  case pattern = "GW104"
  case range = "GW105"
  case choice = "GW106"
  case duplicateItem = "GW107"

  // The rules that a definition adds to its structure.
  case listenerRule = "GW121"
  case parentRule = "GW122"
  case routeRule = "GW123"
  case filterRule = "GW124"
  case pathRule = "GW125"
  case portRule = "GW126"
  case durationRule = "GW127"
  case expression = "GW128"
  case addressRule = "GW129"
  case metadataRule = "GW130"
  case sessionRule = "GW131"
  case methodRule = "GW132"
  case classRule = "GW133"

  // What is admitted and does not do what it seems to.
  case listenerConflict = "GW301"
  case unsupportedProtocol = "GW302"
  case gatewayClassMissing = "GW303"
  // GW304 said that merging is not simulated.
  case gatewaysIncompatible = "GW305"
  case nothingAttached = "GW306"
  case listenerSetIdle = "GW307"
  case selectorMissing = "GW308"
  case hostnamesOverlap = "GW309"
  case parentMissing = "GW310"
  case noMatchingParent = "GW311"
  case routeNotAllowed = "GW312"
  case noMatchingHostname = "GW313"
  case routeNowhere = "GW314"
  case hostnameTaken = "GW316"
  case listenerSetNotAllowed = "GW317"
  case listenerSetParentMissing = "GW318"
  case certificateUnusable = "GW319"
  case namespaceUndeclared = "GW315"
  case backendUnusable = "GW320"
  case noBackend = "GW321"
  case weightsZero = "GW322"
  case mirrorUnusable = "GW323"
  case mirrorNever = "GW324"
  case extensionUnresolved = "GW325"
  case policyTargetMissing = "GW330"
  case policyConflict = "GW331"
  case policyIncomplete = "GW332"
  case policyWithoutRetries = "GW333"
  case budgetZero = "GW334"
  case budgetUnbinding = "GW335"
  case budgetFloor = "GW336"
  case policyEmpty = "GW337"
  case retriesUnbudgeted = "GW338"
  case budgetTranslated = "GW339"
  case duplicateMatch = "GW340"
  case shadowedMatch = "GW341"
  case preflightElsewhere = "GW350"
  case originsNone = "GW351"
  case credentialsAnywhere = "GW352"
  case preflightsFrequent = "GW353"
  case exposeNothing = "GW354"
  case authorizationUncovered = "GW355"
  case crossOriginMethod = "GW356"
  case retryWithoutCodes = "GW360"
  case retryNever = "GW361"
  case retryClientErrors = "GW362"
  case retryUnsafeMethod = "GW363"
  case retriesDoNotFit = "GW364"
  case waitUnbounded = "GW365"
  case attemptUnbounded = "GW366"
  case backoffShort = "GW367"
  case retryLayers = "GW368"
  case mirrorIsBackend = "GW370"
  case mirrorTwice = "GW371"
  case mirrorRounded = "GW372"
  case mirrorAddsLoad = "GW373"

  // Requests to explain.
  case requestLine = "GW401"

  /// What it means, in one sentence.
  public var meaning: String {
    switch self {
    case .notAnObject: "A document is no Kubernetes object: apiVersion, kind or metadata.name is missing."
    case .unknownKind: "A kind of the Gateway API's groups does not exist in that group and version."
    case .duplicateObject: "Two documents declare the same object."
    case .kindNotInstalled: "The chosen release and channel do not contain the kind."
    case .tooManyMatches: "Routes, hostnames, listeners and matches multiply to more than is kept."
    case .required: "A required field is absent."
    case .type: "A value has another type than its field."
    case .unknownField: "The definition has no such field; an API server drops it."
    case .pattern: "A text breaks the form that its field demands."
    case .range: "A number, a length or a count is outside the bounds of its field."
    case .choice: "A value is none of those that its field allows."
    case .duplicateItem: "A list has the same item twice where each must be unique."
    case .listenerRule: "A listener breaks a rule about protocol, TLS, hostname, name or port."
    case .parentRule: "The parentRefs of a route are ambiguous."
    case .routeRule: "A route's rules break a rule about their number, names, filters or matches."
    case .filterRule: "A filter's payload, type or combination with other filters is not allowed."
    case .pathRule: "A path to match is no valid path."
    case .portRule: "A reference to a Service lacks its port."
    case .durationRule: "A duration is outside its bounds or in conflict with another one."
    case .expression: "A regular expression cannot be used."
    case .addressRule: "A Gateway's addresses are not distinct or no addresses."
    case .metadataRule: "A key of a label or annotation has not the form of one."
    case .sessionRule: "The persistence of sessions contradicts itself."
    case .methodRule: "A gRPC method to match is empty or no valid name."
    case .classRule: "A GatewayClass changes what it may not change."
    case .listenerConflict: "Listeners of one Gateway cannot be told apart, so none of them serves."
    case .unsupportedProtocol: "A listener's protocol is not simulated, so it takes no requests."
    case .gatewayClassMissing: "A Gateway's class is not among the manifests."
    case .gatewaysIncompatible:
      "A Gateway cannot be merged with others of its class, since their listeners conflict."
    case .nothingAttached:
      "No route is attached to a Gateway or to one of its listeners, so what arrives there is answered 404."
    case .listenerSetIdle: "All listeners of a ListenerSet are in conflict with others, so it does nothing."
    case .selectorMissing: "Namespaces are to be selected by labels and no selector is given, so none is."
    case .hostnamesOverlap:
      "HTTPS listeners of one port have hostnames that overlap, so a reused connection may be answered 421."
    case .parentMissing: "A route names a parent that is not among the manifests."
    case .noMatchingParent: "A route names a listener that its parent does not have."
    case .routeNotAllowed: "No listener of the parent allows the route's namespace or kind."
    case .noMatchingHostname: "No hostname of the route fits a hostname of the parent's listeners."
    case .routeNowhere: "A route is attached to no listener and gets no requests."
    case .hostnameTaken: "A route of the other kind has precedence for the same hostnames at a listener."
    case .listenerSetNotAllowed:
      "A Gateway does not allow ListenerSets of the set's namespace, so the set does nothing."
    case .listenerSetParentMissing:
      "A ListenerSet names a parent that is not among the manifests or is no Gateway."
    case .certificateUnusable: "A listener's certificate cannot be used."
    case .namespaceUndeclared: "A namespace is selected by labels and not among the manifests."
    case .backendUnusable: "A backend cannot be used, so its share is answered 500."
    case .noBackend: "A rule has no backend, so its requests are answered 500."
    case .weightsZero: "All weights of a rule are zero, so its requests are answered 500."
    case .mirrorUnusable: "A mirror's backend cannot be used, so nothing is mirrored."
    case .mirrorNever: "A mirror's share is zero, so nothing is mirrored."
    case .extensionUnresolved:
      "A filter that is not part of the API cannot be resolved, so what it filters is answered 500."
    case .policyTargetMissing: "A policy's target is not among the manifests, or is no Service."
    case .policyConflict: "Another policy has the same target and precedence over this one."
    case .policyIncomplete: "A policy leaves out a field that has no default."
    case .policyWithoutRetries: "No route that retries sends to a policy's target."
    case .budgetZero: "A retry budget of 0 percent leaves only the minimum rate."
    case .budgetUnbinding: "A retry budget of 100 percent never refuses a retry."
    case .budgetFloor: "A minimum retry rate is so high that the percentage matters only under much traffic."
    case .policyEmpty: "A policy has no retryConstraint, so it does nothing."
    case .retriesUnbudgeted: "A Service is retried and no policy sets a retry budget for it."
    case .budgetTranslated: "Not every implementation can follow a retry budget's interval and minimum rate."
    case .requestLine: "A line of a file of requests is no request that can be explained."
    case .duplicateMatch: "Another rule takes every request of a match."
    case .shadowedMatch: "A match never takes a request, since a broader one of another rule comes first."
    case .preflightElsewhere: "The preflights for a rule with a CORS filter do not reach that filter."
    case .originsNone: "A CORS filter allows no origin, so no browser may read the answers."
    case .credentialsAnywhere: "A CORS filter allows every site to send credentials and to read the answers."
    case .preflightsFrequent: "Browsers may keep the answer to a preflight for a few seconds only."
    case .exposeNothing: "A CORS filter exposes \"*\" with credentials, where it covers no header."
    case .authorizationUncovered: "A CORS filter allows \"*\" as headers, which does not cover Authorization."
    case .crossOriginMethod: "A match takes a method that the CORS filter of its rule does not allow."
    case .retryWithoutCodes: "A retry names no codes, so no answer of a backend is retried."
    case .retryNever: "The number of retries is below 1, so nothing is retried."
    case .retryClientErrors: "Answers that blame the client are retried."
    case .retryUnsafeMethod: "Requests that may not be safe to repeat are retried."
    case .retriesDoNotFit: "The request timeout leaves no room for all attempts."
    case .waitUnbounded: "A rule retries and does not bound how long a client waits."
    case .attemptUnbounded: "A rule retries and one attempt may use up all the time of the request."
    case .backoffShort: "The wait before a retry is too short to let a backend recover."
    case .retryLayers: "Gateway and mesh both retry requests to a Service, so their attempts multiply."
    case .mirrorIsBackend: "A mirror's target is a backend of the same rule."
    case .mirrorTwice: "Two mirrors of a rule have the same target."
    case .mirrorRounded: "A mirror's share is so small that implementations may round it to nothing."
    case .mirrorAddsLoad: "A Service gets a copy of every request of a rule beside traffic of its own."
    }
  }
}

extension Diagnostics {
  /// Reports a message of this module.
  func report(
    _ code: GatewayCode, _ severity: Diagnostic.Severity = .error, _ message: String,
    object: String?, path: String? = nil, at location: SourceLocation?, suggestion: String? = nil
  ) {
    report(
      Diagnostic(
        code: code.rawValue, severity: severity, message: message, location: location, object: object,
        path: path, suggestion: suggestion))
  }
}
