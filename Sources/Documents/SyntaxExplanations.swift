/// YAML004 to YAML013: texts that are no YAML or no values.
extension CodeExplanation {
  static let notText = CodeExplanation(
    """
    Input is text in UTF-8. Bytes that are none, or control characters, come from another encoding,
    a binary or a compressed file.
    """,
    remedy: "Save the file as UTF-8; unpack it first if it is compressed.",
    source: "YAML 1.2, section 5.1")

  static let syntax = CodeExplanation(
    """
    The text cannot be read as YAML, so nothing of its document is known; documents before it,
    separated by "---", are read. The place is where reading failed, which may be after the cause:
    an open quote or bracket, a key without a colon, an indentation that fits no level.
    """,
    remedy: "Look at the line of the message and at the one before it.",
    source: "YAML 1.2")

  static let tab = CodeExplanation(
    """
    YAML takes only spaces for indentation, since a tab has no fixed width. An editor put in a tab.
    """,
    remedy: "Replace it by spaces, two for a level.",
    source: "YAML 1.2, section 6.1")

  static let duplicateKey = CodeExplanation(
    """
    A mapping has the same key twice. Parsers differ in which one they keep, and API servers refuse
    it in strict mode, so the manifest means different things to different tools.
    """,
    remedy: "Remove one of the two; entries of a list each begin with \"-\".",
    example: """
      filters:
      - type: RequestMirror
        requestMirror: {backendRef: {name: a, port: 80}}
      - type: CORS            # a second "type" belongs to a second entry
        cors: {}
      """,
    source: "YAML 1.2, section 3.2.1.1")

  static let unknownAlias = CodeExplanation(
    """
    "*name" in YAML is an alias: it repeats the value that was marked "&name" before. No such mark
    is there. Where the asterisk is meant as text, as in a wildcard hostname, quotes are missing.
    """,
    remedy: "Put the text in quotes.",
    example: """
      hostnames:
      - "*.example.com"
      """,
    source: "YAML 1.2, section 7.1")

  static let reservedCharacter = CodeExplanation(
    """
    An unquoted text may not begin with characters that have a meaning in YAML: "*", "&", "!", "@",
    "`", "%", "|", ">", "{", "[", and others. A "*" alone, as in lists of CORS, is read as an alias
    and is an error.
    """,
    remedy: "Put the text in quotes.",
    example: """
      allowOrigins:
      - "*"
      """,
    source: "YAML 1.2, section 7.3.3")

  static let ellipsis = CodeExplanation(
    """
    Three dots stand where documentation left something out. In YAML they end a document when they
    stand at the beginning of a line; anywhere else they are an error or a text that means nothing.
    """,
    remedy: "Write what belongs there, or remove the line.",
    source: "YAML 1.2, section 9.1.2")

  static let key = CodeExplanation(
    """
    Keys of objects are texts. A list or a mapping as a key is YAML and no JSON, so Kubernetes has
    no use for it. It often comes from a template with unquoted braces.
    """,
    remedy: "Put the key in quotes, or render the template first.",
    source: "YAML 1.2, section 7.4.2; Kubernetes API conventions")

  static let mergeKey = CodeExplanation(
    """
    "<<" takes over the keys of another mapping, which must be a mapping or a list of mappings,
    usually by an alias.
    """,
    remedy: "Let it name a mapping.",
    example: """
      base: &base {port: 8080}
      copy: {<<: *base, name: v1}
      """,
    source: "YAML 1.1, merge key")

  static let tag = CodeExplanation(
    """
    "!" begins a tag, which says of what type a value is. Manifests need none, and other tags than
    YAML's own mean something to one program only.
    """,
    remedy: "Remove the tag; put a text that begins with \"!\" in quotes.",
    source: "YAML 1.2, section 6.8")
}
