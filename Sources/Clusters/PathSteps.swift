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

  /// Where a path leads from here, and all folders on the way.
  func walk(_ path: String) -> (end: PathSteps, folders: [PathSteps]) {
    var place = Self.isAbsolute(path) ? PathSteps() : self
    var folders = Self.isAbsolute(path) ? [] : [self]
    let names = path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init).filter { $0 != Array(".".utf8) }
    // An absolute path comes from above all inputs; the folders on its way count from where it turns back.
    var turns = !Self.isAbsolute(path)
    for (number, name) in names.enumerated() {
      let isUp = name == Array("..".utf8)
      if isUp, !turns {
        folders.append(place)
        turns = true
      }
      if isUp { _ = place.steps.popLast() } else { place.steps.append(name) }
      if turns, isUp || number < names.count - 1 { folders.append(place) }
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
