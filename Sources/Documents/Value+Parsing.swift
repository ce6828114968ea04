extension Value {
  /// The one value that `text` is, in YAML: a scalar such as `10` or `"10"`, or `[a, b]` or `{a: b}`; the empty text is null.
  ///
  /// Nil where it is none, which has been reported with `file` as its place.
  public init?(
    parsing text: String, file: String = "--set", limits: Limits = Limits(), diagnostics: Diagnostics
  ) {
    let bytes = Array(text.utf8)
    guard bytes.count <= limits.fileSize else {
      diagnostics.report(
        .tooLarge, "the value is larger than \(limits.fileSize) bytes",
        at: SourceLocation(file: file, line: 1, column: 1))
      return nil
    }
    guard let source = TextCheck.source(file: file, bytes: bytes, diagnostics: diagnostics) else {
      return nil
    }
    let own = Diagnostics()
    let roots = DocumentReader(source, budget: Budget(limits), diagnostics: own).values()
    for diagnostic in own.all { diagnostics.report(diagnostic) }
    guard !own.hasErrors else { return nil }
    guard roots.count <= 1 else {
      diagnostics.report(.syntax, "expected one value, found \(roots.count) documents", at: roots[1].location)
      return nil
    }
    self = roots.first ?? Value(.null, at: SourceLocation(file: file, line: 1, column: 1))
  }
}
