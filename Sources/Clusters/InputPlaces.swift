/// Where the inputs lie in a pod: below one folder, each to the others and to the current folder as at home, so that relative
/// paths mean the same.
///
/// Paths are read by their text alone: a symbolic link followed by `..` is not the folder from which the link leads.
struct InputPlaces {
  /// A file and its path below ``mount``.
  struct Placed {
    let path: String
    let file: IndexedJob.File
  }

  /// The folder.
  static let mount = "/input"

  /// The files in the order of their paths, each path once.
  let files: [Placed]
  /// The paths below ``mount`` of folders that paths lead through and in which no file lies.
  let emptyFolders: [String]
  /// The folder at home that is ``mount`` in the pod.
  let root: String
  /// The current folder, in the pod.
  let workingDirectory: String
  private let top: PathSteps
  private let directory: PathSteps

  /// Finds the places of files.
  ///
  /// - Parameters:
  ///   - directory: The absolute path of the current folder.
  ///   - words: Those of the command line.
  init(of files: [IndexedJob.File], words: [ShardedSweep.Word], directory: String) {
    let current = PathSteps().walk(directory).end
    let found = files.map { (file: $0, walk: current.walk($0.path)) }
    let named = words.compactMap { word in
      if case .file(let path) = word { current.walk(path) } else { nil }
    }
    let folders = found.flatMap(\.walk.folders) + named.flatMap(\.folders) + [current]
    let top = folders.dropFirst().reduce(folders[0]) { $0.common(with: $1) }

    var placed: [PathSteps: IndexedJob.File] = [:]
    var filled: Set<PathSteps> = [top]
    for (file, walk) in found where placed[walk.end] == nil {
      placed[walk.end] = file
      filled.formUnion(walk.end.ancestors)
    }
    let empty = Set(folders).subtracting(filled)

    self.top = top
    self.directory = current
    self.files = placed.sorted { $0.key < $1.key }.map {
      Placed(path: $0.key.path(below: top), file: $0.value)
    }
    emptyFolders = empty.sorted().map { $0.path(below: top) }
    root = "/" + top.path(below: PathSteps())
    workingDirectory = Self.mounted(current, top)
  }

  /// A word of the command line as it is in the pod: relative paths stay as they are, so that results that name them do too.
  func word(_ word: ShardedSweep.Word) -> String {
    switch word {
    case .text(let text): text
    case .file(let path) where PathSteps.isAbsolute(path): Self.mounted(directory.walk(path).end, top)
    case .file(let path): path
    }
  }

  private static func mounted(_ place: PathSteps, _ top: PathSteps) -> String {
    place == top ? mount : mount + "/" + place.path(below: top)
  }
}
