/// A JSON Schema (draft 2020-12) of something that Weir writes or reads.
public struct PublishedSchema: Sendable {
  /// What it is called on the command line, and in its `$id`.
  public let name: String
  /// What it describes, in a few words.
  public let subject: String
  /// The schema, which needs no other one.
  public let text: String

  /// Takes the bytes of a schema's file.
  public init(_ name: String, of subject: String, _ bytes: [UInt8]) {
    self.name = name
    self.subject = subject
    text = String(decoding: bytes, as: UTF8.self)
  }
}
