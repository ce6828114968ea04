/// What the user says about logs that the logs do not say.
package struct LogOptions: Sendable {
  /// The format, nil where it is to be recognised.
  package var format: LogFormat?

  /// Creates options that say nothing.
  package init() {}
}
