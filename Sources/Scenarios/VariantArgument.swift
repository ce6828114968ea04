import Documents
import Foundation

/// One argument that names a variant, or adds to one.
///
/// What it is, by the first of these that fits:
/// 1. the path of a file that exists is a scenario, whatever letters it has;
/// 2. what has no `=` outside double quotes is a scenario: a path, or a name of the gallery;
/// 3. where a `:` stands outside double quotes before the first such `=`, it is `NAME:PATH=VALUE`; or `PATH=VALUE` without a name,
///    where a `/` comes before that `:`, since a path in a manifest begins with `KIND/NAMESPACE/NAME:` and a name has no `/`;
/// 4. what begins with `spec` or `metadata`, then `.`, `[` or `=`, is `PATH=VALUE` without a name;
/// 5. all else is `NAME=OVERLAY.yaml`.
struct VariantArgument {
  /// What a variant is made of.
  enum Part: Equatable {
    case scenario(String)
    case overlay(String)
    case set(String)
  }

  /// The variant's name; one that was made up may be anything of at most ``longestName`` bytes.
  let name: String
  /// Whether the name was given.
  let isNamed: Bool
  /// What this argument adds to the variant.
  let part: Part
  /// What messages name in place of a file.
  let location: SourceLocation

  /// The longest name of a variant, in bytes.
  static let longestName = 64

  /// Reads an argument; what is wrong with it is reported.
  init?(_ text: String, diagnostics: Diagnostics) {
    location = SourceLocation(file: "variant '\(text.prefix(200))'", line: 1, column: 1)
    guard !Self.isFile(text), let equals = Change.firstUnquoted("=", in: text) else {
      part = .scenario(text)
      name = Self.name(ofScenario: text)
      isNamed = false
      guard hasName(diagnostics) else { return nil }
      return
    }
    let left = text[..<equals]
    if let colon = Change.firstUnquoted(":", in: left), !left[..<colon].contains("/") {
      name = String(left[..<colon])
      let change = String(text[text.index(after: colon)...])
      part = .set(change)
      isNamed = true
      guard Change(change, diagnostics: diagnostics) != nil else { return nil }
    } else if left.contains(":") || Self.beginsPath(left) {
      guard let change = Change(text, diagnostics: diagnostics) else { return nil }
      name = Self.name(of: change)
      part = .set(text)
      isNamed = false
    } else {
      let file = String(text[text.index(after: equals)...])
      name = String(left)
      part = .overlay(file)
      isNamed = true
      guard Self.isFile(file) || [".yaml", ".yml", ".json"].contains(where: file.hasSuffix) else {
        diagnostics.report(
          .variantForm,
          "expected a scenario, NAME=OVERLAY.yaml or NAME:PATH=VALUE, found \"\(text.prefix(200))\"",
          at: location,
          suggestion:
            "there is no file \"\(file.prefix(80))\" to lay over; a path begins with spec. or metadata.")
        return nil
      }
    }
    guard hasName(diagnostics) else { return nil }
  }

  /// Whether its name is one and not the base's; reports why not.
  private func hasName(_ diagnostics: Diagnostics) -> Bool {
    if isNamed, !isPlainName(name, upTo: Self.longestName) {
      diagnostics.report(
        .variantName,
        "expected a name of at most \(Self.longestName) letters, digits, - . and _, found \"\(name.prefix(80))\"",
        at: location)
      return false
    }
    if name == "base" {
      diagnostics.report(
        .variantName, "\"base\" is the name of what variants are compared with", at: location,
        suggestion: isNamed ? "take another name" : "rename the file")
      return false
    }
    return true
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }

  private static func beginsPath(_ text: Substring) -> Bool {
    ["spec", "metadata"].contains { top in
      guard text.hasPrefix(top) else { return false }
      return text.dropFirst(top.count).first.map { $0 == "." || $0 == "[" } ?? true
    }
  }

  /// `x` of `folder/x.yaml` and of `x/scenario.yaml`, with `-` for letters that no name has.
  private static func name(ofScenario path: String) -> String {
    let parts = path.split(separator: "/")
    var name = parts.last ?? ""
    if name == "scenario.yaml", parts.count > 1 {
      name = parts[parts.count - 2]
    } else if let dot = name.lastIndex(of: "."), dot > name.startIndex {
      name = name[..<dot]
    }
    let plain = name.unicodeScalars.map { isPlainName(String($0), upTo: 1) ? Character($0) : "-" }
    return plain.isEmpty ? "-" : String(plain.prefix(longestName))
  }

  /// The last key of the path, with what follows it in brackets, and the value.
  private static func name(of change: Change) -> String {
    let last = change.path.lastIndex { if case .key = $0 { true } else { false } } ?? 0
    let path = FieldPath(change.path[last...]).description
    let value = change.value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return clipped("\(path)=\(value)")
  }

  private static func clipped(_ text: String) -> String {
    guard text.utf8.count > longestName else { return text }
    var short = text.prefix(longestName)
    while short.utf8.count > longestName - "…".utf8.count { short.removeLast() }
    return short + "…"
  }
}
