import Documents

extension PublishedSchema {
  /// Those of the files in which one writes down what is simulated.
  public static let ofInputs = [
    PublishedSchema("scenario-file", of: "scenarios, for editors", PackageResources.scenario_file_json),
    PublishedSchema("sweep-file", of: "files of sweeps, for editors", PackageResources.sweep_file_json),
  ]
}
