import Documents

/// A scenario that is compared with the base: another scenario, or the base with changes.
public struct RequestedVariant: Sendable, Equatable {
  /// Its name: letters, digits, `-`, `.` and `_` where it was given; else made from the path, or the change, such as `percent=10`.
  public let name: String
  /// Its file or its name in the gallery, nil where it is the base with changes.
  public let scenario: String?
  /// The files that are laid over the base, in their order.
  public private(set) var overlays: [String] = []
  /// What is changed after that, in the form of `--set`, in its order.
  public private(set) var sets: [String] = []

  /// Begins a variant with what one argument says.
  fileprivate init(_ argument: VariantArgument) {
    name = argument.name
    if case .scenario(let path) = argument.part { scenario = path } else { scenario = nil }
    add(argument.part)
  }

  fileprivate mutating func add(_ part: VariantArgument.Part) {
    switch part {
    case .scenario: break
    case .overlay(let file): overlays.append(file)
    case .set(let change): sets.append(change)
    }
  }
}

/// The variants that `arguments` of a command line name, in the order in which each comes first.
///
/// An argument is a scenario (a file, or a name of the gallery), `NAME=OVERLAY.yaml`, `NAME:PATH=VALUE`, or `PATH=VALUE`, whose name is
/// its last key with the value. `PATH` is what `--set` takes. Arguments with one name add up: overlays first, then values. A file
/// that exists is a scenario, whatever letters its path has.
/// - Returns: What could be read; messages (`SCN009`, `SCN014`, `SCN015`, `YAML017`) say what could not.
public func readVariants(_ arguments: [String], diagnostics: Diagnostics) -> [RequestedVariant] {
  var variants: [RequestedVariant] = []
  var isNamed: [String: Bool] = [:]
  for text in arguments {
    guard let argument = VariantArgument(text, diagnostics: diagnostics) else { continue }
    guard let other = isNamed[argument.name] else {
      isNamed[argument.name] = argument.isNamed
      variants.append(RequestedVariant(argument))
      continue
    }
    guard argument.isNamed, other, let index = variants.firstIndex(where: { $0.name == argument.name }) else {
      diagnostics.report(
        .variantName, "there is a variant \"\(argument.name)\" already", at: argument.location,
        suggestion: argument.remedy)
      continue
    }
    variants[index].add(argument.part)
  }
  return variants
}

extension VariantArgument {
  /// What to do about its name.
  fileprivate var remedy: String {
    switch part {
    case .scenario: "rename a file, or leave one of them out"
    case .overlay: "take another name"
    case .set(let change): isNamed ? "take another name" : "give it a name: NAME:\(change.prefix(200))"
    }
  }
}
