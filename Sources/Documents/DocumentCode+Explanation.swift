extension DocumentCode {
  /// What it means at length, why it matters and what to do.
  public var explanation: CodeExplanation {
    switch self {
    case .missingInput: .missingInput
    case .unreadable: .unreadable
    case .nothingFound: .nothingFound
    case .notText: .notText
    case .syntax: .syntax
    case .tab: .tab
    case .duplicateKey: .duplicateKey
    case .unknownAlias: .unknownAlias
    case .reservedCharacter: .reservedCharacter
    case .ellipsis: .ellipsis
    case .key: .key
    case .mergeKey: .mergeKey
    case .tag: .tag
    case .notAnObject: .notAnObject
    case .items: .items
    case .template: .template
    case .path: .path
    case .foreign: .foreign
    case .tooLarge: .tooLarge
    case .tooDeep: .tooDeep
    case .tooManyNodes: .tooManyNodes
    case .tooManyDocuments: .tooManyDocuments
    case .tooManyFiles: .tooManyFiles
    case .tooMuchText: .tooMuchText
    case .tooManyDirectives: .tooManyDirectives
    }
  }
}
