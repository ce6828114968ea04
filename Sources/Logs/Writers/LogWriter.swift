/// Writes requests as a program writes its log.
package protocol LogWriter {
  /// What the format tells of a request.
  var traits: WrittenTraits { get }

  /// Appends what stands before the first request.
  mutating func begin(_ bytes: inout [UInt8])

  /// Appends a request; they come in the order of ``WrittenTraits/order``.
  mutating func append(_ request: WrittenRequest, to bytes: inout [UInt8])

  /// Appends what stands behind the last request.
  mutating func end(_ bytes: inout [UInt8])
}

extension LogWriter {
  package func begin(_ bytes: inout [UInt8]) {}
  package func end(_ bytes: inout [UInt8]) {}
}
