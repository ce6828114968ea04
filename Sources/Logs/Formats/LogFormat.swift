/// A format of logs that is read.
package enum LogFormat: String, CaseIterable, Sendable {
  /// Envoy's default text.
  case envoy

  /// What it is, for people.
  package var title: String {
    switch self {
    case .envoy: "Envoy, default text"
    }
  }

  /// A parser of it.
  package func parser(_ options: LogOptions) -> any LogParser {
    switch self {
    case .envoy: EnvoyTextParser()
    }
  }
}
