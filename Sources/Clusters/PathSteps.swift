/// An absolute path without `.`, `..` and empty steps, compared byte by byte as file systems do.
struct PathSteps: Hashable, Comparable {
  private var steps: [[UInt8]] = []

  /// The root of the file system.
  init() {}

  private init(steps: [[UInt8]]) { self.steps = steps }

  /// Whether a path does not depend on the current folder.
  static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

  static func < (left: PathSteps, right: PathSteps) -> Bool {
    left.steps.lexicographicallyPrecedes(right.steps) { $0.lexicographicallyPrecedes($1) }
  }

  /// Where a path leads from here, the folder of that, and each folder at which the path turns back and to which.
  func walk(_ path: String) -> (end: PathSteps, folders: [PathSteps]) {
    var place = Self.isAbsolute(path) ? PathSteps() : self
    var folders: [PathSteps] = []
    for name in path.utf8.split(separator: UInt8(ascii: "/")) where !name.elementsEqual(".".utf8) {
      guard name.elementsEqual("..".utf8) else {
        place.steps.append(Array(name))
        continue
      }
      folders.append(place)
      _ = place.steps.popLast()
      folders.append(place)
    }
    folders.append(PathSteps(steps: place.steps.dropLast()))
    return (place, folders)
  }

  /// All folders above, the root included.
  var ancestors: [PathSteps] { steps.indices.map { PathSteps(steps: Array(steps[..<$0])) } }

  /// The innermost folder that holds, or is, both.
  func common(with other: PathSteps) -> PathSteps {
    PathSteps(steps: zip(steps, other.steps).prefix { $0 == $1 }.map(\.0))
  }

  /// The relative path from a folder above, empty for that folder itself.
  func path(below folder: PathSteps) -> String {
    let rest = steps.dropFirst(folder.steps.count)
    return String(decoding: Array(rest.joined(separator: "/".utf8)), as: UTF8.self)
  }
}
