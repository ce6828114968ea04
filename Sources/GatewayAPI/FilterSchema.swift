/// The definitions of an HTTPRoute's filters.
extension Schema {
  static func httpFilter(_ settings: AdmissionSettings) -> Schema {
    var types = [
      "RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "RequestRedirect", "URLRewrite",
      "ExtensionRef",
    ]
    var fields: [Property] = [
      .unsimulated("requestHeaderModifier", headerModifier(settings)),
      .unsimulated("responseHeaderModifier", headerModifier(settings)),
      .optional(
        "requestMirror",
        .object([
          .required("backendRef", .object(backendObject)),
          .optional("percent", .integer(0...100)),
          .optional("fraction", fraction),
        ])),
      .optional("requestRedirect", redirect(settings)),
      .unsimulated(
        "urlRewrite",
        .object([.optional("hostname", preciseHostname), .optional("path", pathModifier)])),
      .unsimulated(
        "extensionRef",
        .object([.required("group", group), .required("kind", kind), .required("name", objectName)])),
    ]
    if settings.hasCORS {
      types.append("CORS")
      fields.append(.unsimulated("cors", cors(settings)))
    }
    if settings.hasExternalAuth {
      types.append("ExternalAuth")
      fields.append(.unsimulated("externalAuth", .openObject([])))
    }
    fields.append(
      .required("type", .string(StringBounds(length: 0...Int.max, pattern: nil, choices: types))))
    return object(fields)
  }

  private static func headerModifier(_ settings: AdmissionSettings) -> Schema {
    let headers = list(
      .object([.required("name", headerName), .required("value", headerValue(settings))]), upTo: 16,
      unique: .keys(["name"]))
    return object([
      .optional("set", headers), .optional("add", headers),
      .optional("remove", .list(anyText, upTo: 16, unique: .items)),
    ])
  }

  private static func redirect(_ settings: AdmissionSettings) -> Schema {
    object([
      .optional("scheme", choice("http", "https")),
      .optional("hostname", preciseHostname),
      .optional("path", pathModifier),
      .optional("port", port),
      .optional(
        "statusCode",
        .integerChoice(settings.release >= .v15 ? [301, 302, 303, 307, 308] : [301, 302]), default: 302),
    ])
  }

  private static let pathModifier = object([
    .required("type", choice("ReplaceFullPath", "ReplacePrefixMatch")),
    .optional("replaceFullPath", text(0...1024)),
    .optional("replacePrefixMatch", text(0...1024)),
  ])

  private static func cors(_ settings: AdmissionSettings) -> Schema {
    let names = list(headerName, upTo: 64, unique: .items)
    let methods = choice(
      "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "*")
    return object([
      .optional("allowOrigins", .list(origin(settings), upTo: 64, unique: .items)),
      .optional("allowMethods", .list(methods, upTo: 9, unique: .items)),
      .optional("allowHeaders", names),
      .optional("exposeHeaders", names),
      .optional("allowCredentials", .boolean),
      .optional("maxAge", .integer(1...Int(Int32.max)), default: 5),
    ])
  }

  /// What an allowed origin may look like; each release but v1.6 changed it.
  private static func origin(_ settings: AdmissionSettings) -> Schema {
    switch settings.release {
    case .v13: text(1...253, Pattern(literal: #"^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\?([^#]*))?(#(.*))?"#))
    case .v14:
      text(
        1...253,
        Pattern(literal: #"(^\*$)|(^([a-zA-Z][a-zA-Z0-9+\-.]+):\/\/([^:/?#]+)(:([0-9]{1,5}))?$)"#))
    case .v15, .v16:
      text(
        1...253,
        Pattern(
          literal:
            #"(^\*$)|(^(http(s)?):\/\/(((\*\.)?([a-zA-Z0-9\-]+\.)*[a-zA-Z0-9-]+|\*)(:([0-9]{1,5}))?)$)"#
        ))
    }
  }
}
