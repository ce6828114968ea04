/// One YAML document of an input file.
public struct Document: Sendable {
  /// The file as the user named it.
  public let file: String
  /// Which document of that file it is, from 0.
  public let index: Int
  /// Its content; `List` kinds have been taken apart, so this is never a Kubernetes list.
  public var root: Value

  /// Creates a document.
  public init(file: String, index: Int, root: Value) {
    self.file = file
    self.index = index
    self.root = root
  }
}
