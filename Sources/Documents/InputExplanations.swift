/// The other codes of reading: files, documents and limits.
extension CodeExplanation {
  static let missingInput = CodeExplanation(
    """
    A path on the command line or in a scenario names nothing. Paths of a scenario are relative to
    its file, those of the command line to the working directory.
    """,
    remedy: "Correct the path; quote patterns so that the shell leaves them alone.",
    source: "weir validate --help")

  static let unreadable = CodeExplanation(
    """
    The path exists and reading it failed, for want of permission or because it changed meanwhile.
    """,
    remedy: "See the permissions of the file and of its folders.",
    source: "weir validate --help")

  static let nothingFound = CodeExplanation(
    """
    The folder or pattern holds no file that ends in .yaml, .yml or .json, or the input is empty.
    That is an error and no success: a check that looked at nothing has shown nothing.
    """,
    remedy: "Name the folder that holds the manifests.",
    source: "weir validate --help")

  static let foreign = CodeExplanation(
    """
    A folder of manifests often holds other JSON too, such as settings of a tool or test data. What
    is found in a folder or by a pattern, ends in .json and has no apiVersion and kind is left out,
    and said to be. A file that is named itself has to be a manifest.
    """,
    remedy: "Nothing, if it is no manifest; else give it apiVersion and kind.",
    source: "weir validate --help")

  static let notAnObject = CodeExplanation(
    """
    A document of a manifest is a mapping with apiVersion and kind. A list or a single value at the
    top cannot be one; often the indentation of the first lines was lost.
    """,
    remedy: "Begin the document with its keys; separate documents by \"---\".",
    source: "Kubernetes API conventions")

  static let items = CodeExplanation(
    """
    A kind that ends in List, as `kubectl get -o yaml` writes it, has its objects under `items`,
    each a mapping.
    """,
    remedy: "Write `items: [...]`, or the objects as documents of their own.",
    source: "Kubernetes API conventions, lists")

  static let template = CodeExplanation(
    """
    The file has placeholders in braces, of Helm or another engine. They are filled in by that
    engine; before, the file is no manifest.
    """,
    remedy: "Render it first and read the result.",
    example: """
      helm template . | weir validate -f -
      """,
    source: "Helm, helm template")

  static let path = CodeExplanation(
    """
    A path inside a document, as --set and overlays use them, is a chain of keys and positions. This
    one cannot be read, or the document has nothing there.
    """,
    remedy: "Write keys with dots and positions in brackets.",
    example: """
      spec.rules[0].retry.attempts
      """,
    source: "scenarios/FORMAT.md")

  static let tooLarge = CodeExplanation(
    """
    A file, or all input together, is larger than Weir reads. The limit keeps a wrong path from
    filling the memory.
    """,
    remedy: "Name the manifests only, not the folder around them.",
    source: "weir validate --help")

  static let tooDeep = CodeExplanation(
    """
    Mappings and lists lie inside each other more deeply than any object of Kubernetes has them.
    Such input is made to exhaust a parser.
    """,
    remedy: "Look at the file: it is hardly a manifest.",
    source: "weir validate --help")

  static let tooManyNodes = CodeExplanation(
    """
    A file has too many values, counting what aliases repeat. A few lines of aliases that refer to
    each other can stand for billions of values.
    """,
    remedy: "Write the values out instead of nesting aliases, or split the file.",
    source: "weir validate --help")

  static let tooManyDocuments = CodeExplanation(
    """
    The input has more documents than Weir reads. The limit keeps a wrong path, or a file that was made
    to do harm, from filling the memory.
    """,
    remedy: "Name a part of the manifests.",
    source: "weir validate --help")

  static let tooManyFiles = CodeExplanation(
    """
    The folders have more files than Weir looks at; a dependency folder or a cache may be below
    them.
    """,
    remedy: "Name the folder of the manifests alone.",
    source: "weir validate --help")

  static let tooMuchText = CodeExplanation(
    """
    An alias stands for all the text behind its anchor. A few lines of aliases can stand for more
    text than a memory holds, so that what they repeat counts as if it were written out.
    """,
    remedy: "Write less behind the anchor, or use the alias less often.",
    source: "YAML 1.2, 7.1 alias nodes")

  static let tooManyDirectives = CodeExplanation(
    """
    Lines that begin with % tell the parser about versions and tags. Manifests need none; thousands
    of them only cost time.
    """,
    remedy: "Remove the lines that begin with %.",
    source: "YAML 1.2, 6.8 directives")
}
