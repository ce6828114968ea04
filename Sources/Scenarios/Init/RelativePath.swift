/// `path` as it is reached from `folder`, with a slash at the end where it has one; as it is where they have only the root in common.
///
/// - Parameters:
///   - folder: An absolute path without symbolic links: `..` leads out of it as it is written.
///   - path: What is named, absolute or relative to `current`; wildcards are names like others.
///   - current: An absolute path without symbolic links.
package func relativePath(from folder: String, to path: String, in current: String) -> String {
  let start = parts(of: folder)
  let end = parts(of: path.hasPrefix("/") ? path : "\(current)/\(path)")
  let common = zip(start, end).prefix { $0 == $1 }.count
  guard common > 0 || start.isEmpty else {
    return path.hasPrefix("/") ? path : "/" + end.joined(separator: "/")
  }
  let way = Array(repeating: "..", count: start.count - common) + end[common...].map(String.init)
  return way.isEmpty ? "." : way.joined(separator: "/") + (path.hasSuffix("/") ? "/" : "")
}

/// The names on an absolute path, without `.` and with every `..` applied.
private func parts(of path: String) -> [Substring] {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
  }
  return parts
}
