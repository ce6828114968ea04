/// The codes of the messages of this module.
///
/// A code never changes its meaning; a new meaning gets a new code.
public enum DocumentCode: String, CaseIterable, Sendable {
  /// A path that does not exist.
  case missingInput = "YAML001"
  /// A file or folder that exists and cannot be read.
  case unreadable = "YAML002"
  /// Nothing to read in what was named.
  case nothingFound = "YAML003"
  /// Bytes that are no text in UTF-8.
  case notText = "YAML004"
  /// Text that is no YAML.
  case syntax = "YAML005"
  /// A tab in the indentation.
  case tab = "YAML006"
  /// A key that its mapping has already.
  case duplicateKey = "YAML007"
  /// An alias without its anchor.
  case unknownAlias = "YAML008"
  /// An unquoted text that begins with a character that YAML reserves.
  case reservedCharacter = "YAML009"
  /// Three dots that stand for something left out.
  case ellipsis = "YAML010"
  /// A key that is no text.
  case key = "YAML011"
  /// A merge key whose value cannot be merged.
  case mergeKey = "YAML012"
  /// A tag that is not known.
  case tag = "YAML013"
  /// A document that is no mapping.
  case notAnObject = "YAML014"
  /// A list of objects without a list of items.
  case items = "YAML015"
  /// A template that was not rendered.
  case template = "YAML016"
  /// A path inside a document that cannot be read or followed.
  case path = "YAML017"
  /// JSON in a folder that is no Kubernetes object.
  case foreign = "YAML018"
  /// A file or the input as a whole is too large.
  case tooLarge = "YAML020"
  /// Mappings and lists are nested too deeply.
  case tooDeep = "YAML021"
  /// Too many values, perhaps through aliases.
  case tooManyNodes = "YAML022"
  /// Too many documents.
  case tooManyDocuments = "YAML023"
  /// Too many files or folder entries.
  case tooManyFiles = "YAML024"
  /// Too much text, through aliases.
  case tooMuchText = "YAML025"
  /// Too many directives.
  case tooManyDirectives = "YAML026"

  /// What the code means, in one sentence.
  public var sentence: String {
    switch self {
    case .missingInput: "A file or folder that was named does not exist."
    case .unreadable: "A file or folder exists and cannot be read."
    case .nothingFound: "What was named holds no YAML."
    case .notText: "The bytes are no text in UTF-8, or hold control characters."
    case .syntax: "The text is no YAML."
    case .tab: "YAML wants spaces in the indentation."
    case .duplicateKey: "A mapping has the same key twice; the first one counts."
    case .unknownAlias: "An alias names an anchor that its document does not have before it."
    case .reservedCharacter: "An unquoted text begins with a character that means something else in YAML."
    case .ellipsis: "Three dots stand for something that was left out."
    case .key: "A key is no text."
    case .mergeKey: "A merge key takes a mapping or a list of mappings."
    case .tag: "A tag is not known, or does not fit its value."
    case .notAnObject: "A document is a mapping."
    case .items: "A list of objects has its items in a list, each a mapping."
    case .template: "The file is a template that was not rendered."
    case .path: "A path inside a document cannot be read, or leads nowhere."
    case .foreign: "A JSON file in a folder holds no Kubernetes object, and is left out."
    case .tooLarge: "A file, or the whole input, is larger than allowed."
    case .tooDeep: "Mappings and lists are nested more deeply than allowed."
    case .tooManyNodes: "A file has more values than allowed, those that aliases repeat included."
    case .tooManyDocuments: "The input has more documents than allowed."
    case .tooManyFiles: "The input has more files or folder entries than allowed."
    case .tooMuchText: "Aliases repeat more text than a file may have."
    case .tooManyDirectives: "A file has more directives than allowed."
    }
  }
}

extension Diagnostics {
  /// Reports a message of this module.
  func report(
    _ code: DocumentCode, _ message: String, severity: Diagnostic.Severity = .error,
    at location: SourceLocation?,
    suggestion: String? = nil
  ) {
    report(
      Diagnostic(
        code: code.rawValue, severity: severity, message: message, location: location, suggestion: suggestion)
    )
  }
}
