/// What a column of CSV or a key of JSON may tell of a request.
package enum LogField: String, CaseIterable, Sendable {
  case arrival, end, duration, method, host, path, status, upstream, attempts, outcome, client
  case upstreamDuration = "upstream-duration"
  case userAgent = "user-agent"
  case requestID = "request-id"
}
