/// What the input may cost at most; each limit has an error of its own, so hostile or mistaken input ends early and says why.
public struct Limits: Sendable {
  /// Bytes of one file.
  public var fileSize = 16 << 20
  /// Bytes of all files of one call.
  public var totalSize = 256 << 20
  /// Mappings and lists inside each other.
  public var nesting = 64
  /// Values of one file, those that aliases repeat included.
  public var nodes = 1_000_000
  /// Bytes of the texts of one file, those that aliases repeat included.
  public var texts = 64 << 20
  /// Directives of one file: for each tag the parser looks through all of them.
  public var directives = 100
  /// Values of all files of one call.
  public var totalNodes = 8_000_000
  /// Documents of one call, the items of lists included.
  public var documents = 100_000
  /// Files of one call.
  public var files = 10_000
  /// Entries of folders that are looked at in one call.
  public var folderEntries = 1_000_000

  /// The defaults.
  public init() {}
}
