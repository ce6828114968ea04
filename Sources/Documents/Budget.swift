/// What one call has used of its ``Limits``.
final class Budget {
  let limits: Limits
  var bytes = 0
  var nodes = 0
  var documents = 0
  var files = 0
  var folderEntries = 0

  init(_ limits: Limits) { self.limits = limits }
}
