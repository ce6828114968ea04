import Foundation

/// Where a database is left when nobody says where.
enum DefaultDatabase {
  /// `results/NAME.sqlite` in the current folder, whose `results` is made if need be.
  static func path(_ name: String) throws -> String {
    do {
      try FileManager.default.createDirectory(atPath: "results", withIntermediateDirectories: true)
    } catch {
      throw Failure(.cannotCreate, "cannot create the folder results: \(error.localizedDescription)")
    }
    return "results/\(name).sqlite"
  }
}
