/// `did you mean "x"?` for the nearest of `candidates` by edit distance, nil where none is near.
///
/// Near is at most a third of the length, at least 1 edit (a transposition counts as one). O(length²) a candidate; words over 64
/// characters get no suggestion.
public func didYouMean(_ word: String, among candidates: [String]) -> String? {
  nearest(to: word, among: candidates).map { "did you mean \"\($0)\"?" }
}

/// The nearest of `candidates` to `word` as ``didYouMean(_:among:)`` sees it; ties go to the first. Only the first thousand are
/// looked at: thousands of misspelt names among thousands of others must not be compared pair by pair.
public func nearest(to word: String, among candidates: [String]) -> String? {
  guard word.unicodeScalars.count <= 64 else { return nil }
  let folded = folded(word)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates.prefix(1000) where candidate.utf8.count <= 256 {
    let other = Documents.folded(candidate)
    let limit = max(1, max(folded.count, other.count) / 3)
    guard other.count <= 64, abs(other.count - folded.count) <= limit else { continue }
    let distance = editDistance(folded, other)
    if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  return best?.candidate
}

/// The characters of `text`, ASCII letters in lower case.
private func folded(_ text: String) -> [UInt32] {
  text.unicodeScalars.map { "A"..."Z" ~= $0 ? $0.value | 0x20 : $0.value }
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
private func editDistance(_ left: [UInt32], _ right: [UInt32]) -> Int {
  // Three rows that take turns, since rows that are made anew cost more than what is put into them.
  var beforePrevious = Array(repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  var current = beforePrevious
  for (row, leftCharacter) in left.enumerated() {
    current[0] = row + 1
    for (column, rightCharacter) in right.enumerated() {
      let substitution = previous[column] + (leftCharacter == rightCharacter ? 0 : 1)
      var distance = min(substitution, previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, leftCharacter == right[column - 1], left[row - 1] == rightCharacter {
        distance = min(distance, beforePrevious[column - 1] + 1)
      }
      current[column + 1] = distance
    }
    swap(&beforePrevious, &previous)
    swap(&previous, &current)
  }
  return previous[right.count]
}
