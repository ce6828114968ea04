/// The objects with which Kubernetes runs the shards of a sweep: an Indexed Job with its inputs and a volume.
public struct IndexedJob: Sendable {
  /// A file that the shards read.
  public struct File: Sendable {
    /// Its absolute path on this machine.
    public let path: String
    /// What is in it.
    public let bytes: [UInt8]

    /// Creates a file.
    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  private let sweep: ShardedSweep
  private let image: String
  private let directory: String
  private let files: [File]

  /// Creates the objects.
  ///
  /// - Parameters:
  ///   - image: The container image with Weir in it.
  ///   - directory: The absolute path of the folder from which the relative paths of the arguments count.
  ///   - files: All that the shards read.
  public init(of sweep: ShardedSweep, image: String, directory: String, files: [File]) {
    self.sweep = sweep
    self.image = image
    self.directory = directory
    self.files = files
  }

  /// The manifest.
  public var text: String { "" }
}
