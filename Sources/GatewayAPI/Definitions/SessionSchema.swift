/// The definition of session persistence, which routes and policies share.
extension Schema {
  static func sessionPersistence(_ settings: AdmissionSettings) -> Schema {
    object(
      [
        .optional("sessionName", text(0...128)),
        .optional("absoluteTimeout", duration),
        .optional("idleTimeout", duration).only(when: settings.release < .v16),
        .optional("type", choice("Cookie", "Header"), default: "Cookie"),
        .optional(
          "cookieConfig",
          object([.optional("lifetimeType", choice("Permanent", "Session"), default: "Session")])),
      ],
      rules: [.permanentCookieEnds, .cookieOfCookies.only(when: settings.release >= .v15)])
  }
}

extension Schema.Rule {
  fileprivate static let permanentCookieEnds = Self(
    .sessionRule, "AbsoluteTimeout must be specified when cookie lifetimeType is Permanent",
    suggestion: "add `absoluteTimeout:` here"
  ) { session in
    guard let lifetime = session.at("cookieConfig", "lifetimeType"), lifetime.string == "Permanent",
      !session.has("absoluteTimeout")
    else { return nil }
    return lifetime
  }

  fileprivate static let cookieOfCookies = Self(
    .sessionRule, "cookieConfig can only be set with type Cookie"
  ) { session in
    guard let type = session["type"]?.string, type != "Cookie" else { return nil }
    return session["cookieConfig"]
  }
}
