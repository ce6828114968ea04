/// A choice that the model makes where the Gateway API leaves one open.
public struct GatewayAssumption: Sendable, Hashable {
  /// The identifier that also stands beside the code that makes the choice, such as `A-GW-3`.
  public let id: String
  /// What is assumed, in one sentence.
  public let text: String
}

/// Every choice that routing and policies make where the Gateway API leaves one open, in the order of their numbers.
public let gatewayAssumptions: [GatewayAssumption] = [
  "An object without a creationTimestamp is younger than every object that has one.",
  "What minRetryRate leaves out is 10 retries in 1 s, the default of the whole field.",
  "Plain HTTP cannot share a port with HTTPS, TLS or TCP, so both listeners are conflicted.",
  "A route without hostnames has that of its listener, also for precedence.",
  "Filters act in the order of the list, so a mirror after a redirect sees nothing.",
  "An ExtensionRef cannot be resolved, so what it filters is answered 500.",
  "A rule whose weights are all zero has no usable backend and answers 500.",
  "A redirect in a backend's own filters is left out; it is listed as not modelled.",
  "An ExternalName Service is no backend, as the API recommends.",
  "A Service without the named port counts as not found.",
  "Every appProtocol over TCP can be spoken; UDP and SCTP cannot.",
  "A header that is sent twice is matched as its values joined by commas.",
  "The first of several query parameters of one name counts; names and values are decoded.",
  "A regular expression is read as RE2 and must match the whole path or value.",
  "Exact paths come before expressions, expressions before prefixes, longer expressions before shorter ones.",
  "Where the most specific hostname has no rule for a request, a broader one of the same listener may take it.",
  "Listeners are isolated: only the one with the most specific hostname takes a request.",
  "A Gateway whose class is not among the manifests is accepted.",
  "A port without a serving HTTP listener of the request's scheme refuses the connection.",
  "Of two policies for one Service the one with precedence applies whole, and the other not at all.",
  "An origin without a port has that of its scheme, on both sides; schemes other than http and https have none.",
  "An allowed origin that is none by its form, with a path or a port that is no number up to 65535, allows none.",
  "The asterisk of an allowed origin stands for one character or more, dots among them; of several only the first is one.",
  "An absent or empty list of a CORS filter allows nothing, and is left out of the answer.",
  "A preflight of an origin that is not allowed is answered 204 without CORS headers, not 403.",
  "A CORS answer that names its origin varies by it; the answer to a preflight is nothing that a cache keeps.",
  "What may be * in a CORS answer is * where the filter allows no credentials, and otherwise what the request asked for.",
  "Of several CORS filters of a rule the first acts; one of a single backend is left out and listed as not modelled.",
  "With credentials a * among the exposed headers is left out, since browsers would take it for a name.",
  "A Secret or ConfigMap that is not among the manifests is in the cluster, so its listener serves all the same.",
  "A ListenerSet that its Gateway does not take has no listener that a route could attach to.",
  "A rule without a backend answers 500, and what its mirrors copy is copied all the same.",
  "A TLS client that is not said to ask for a name asks for the request's host.",
  "Parameters that are not among the manifests make a Gateway or class invalid in its status, and change nothing else.",
  "A policy that no Gateway's requests meet has its targets for ancestors.",
  "Only the CORS filters of rules allow anything: what backends answer to preflights, and which CORS headers they set, is not known.",
  "A route whose hostnames a route of the other kind has is not accepted for the reason HostnameConflict, which the API leaves open.",
  "Listeners that are not by hostname, TCP's and UDP's, are in conflict by protocol where they share a port.",
  "Inside one ListenerSet, as inside one Gateway, none of the listeners that cannot be told apart wins.",
  "A listener that does not serve for another reason than a conflict keeps its place against later ones.",
  "A listener in conflict is not accepted, for the reason of the conflict, and keeps the routes that are attached to it.",
  "A ListenerSet whose parent is not there has a parent that is not accepted; one whose parent is no Gateway is invalid.",
  "A route that several listeners refuse is told the furthest of parent, permission and hostname that one of them reached.",
  "Of several reasons why references do not resolve the first of permission, kind, existence and protocol is reported.",
  "A header modifier that sets Host changes the host that the backend sees.",
].enumerated().map { GatewayAssumption(id: "A-GW-\($0 + 1)", text: $1) }
