/// A rectangle of a picture.
struct Box: Equatable {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  /// Whether `other` lies within it.
  func holds(_ other: Box) -> Bool {
    other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom
  }

  /// Whether it has an area in common with `other`.
  func touches(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }
}
