/// A piece of SVG or HTML: an element, a text, or several of them.
///
/// Texts and attributes are escaped where they are written, so what comes from a manifest can never become an element.
public indirect enum Markup: Sendable, Equatable {
  /// `<name attributes>children</name>`.
  case element(name: String, attributes: [Attribute], children: [Markup])
  /// Characters.
  case text(String)
  /// Several pieces, one after the other.
  case group([Markup])
  /// What stands as it is: our own style and script, never anything of a user's.
  case verbatim(String)

  /// One attribute of an element.
  public struct Attribute: Sendable, Equatable {
    package let name: String
    package let value: String

    /// Creates an attribute.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// An element; attributes whose value is nil are left out.
  public static func tag(
    _ name: String, _ attributes: [(String, String?)] = [], _ children: [Markup] = []
  ) -> Markup {
    .element(
      name: name, attributes: attributes.compactMap { name, value in value.map { Attribute(name, $0) } },
      children: children)
  }

  /// Appends the piece to `text`.
  public func write(to text: inout String) {
    switch self {
    case .text(let characters): Self.escape(characters, into: &text)
    case .group(let pieces): for piece in pieces { piece.write(to: &text) }
    case .verbatim(let constant): text += constant
    case .element(let name, let attributes, let children):
      text += "<" + name
      for attribute in attributes {
        text += " " + attribute.name + "=\""
        Self.escape(attribute.value, into: &text)
        text += "\""
      }
      text += ">"
      for child in children { child.write(to: &text) }
      if !Self.isVoid(name) { text += "</" + name + ">" }
    }
  }

  /// The elements of HTML that have no end.
  private static func isVoid(_ name: String) -> Bool {
    ["meta", "br", "hr", "img", "link", "input"].contains(name)
  }

  private static func escape(_ characters: String, into text: inout String) {
    for scalar in characters.unicodeScalars {
      switch scalar {
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "&": text += "&amp;"
      case "\"": text += "&quot;"
      // XML has no way to write these; one of them would make a file unreadable.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      // And these move a terminal's cursor, or let a name be read as another one.
      case "\u{7F}"..."\u{9F}", "\u{200E}", "\u{200F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}",
        "\u{FEFF}":
        text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
