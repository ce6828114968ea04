import Documents

extension PublishedSchema {
  /// Those of everything that is written as JSON.
  public static let ofReports = [
    PublishedSchema("run", of: "run -o json", PackageResources.run_json),
    PublishedSchema(
      "request", of: "run --explain-request -o json, report --request -o json", PackageResources.request_json),
    PublishedSchema("check", of: "check -o json", PackageResources.check_json),
    PublishedSchema("compare", of: "compare -o json", PackageResources.compare_json),
    PublishedSchema("find", of: "find -o json", PackageResources.find_json),
    PublishedSchema("stability", of: "find --stability -o json", PackageResources.stability_json),
    PublishedSchema("sweep", of: "sweep -o json", PackageResources.sweep_json),
    PublishedSchema("query", of: "query -o json", PackageResources.query_json),
    PublishedSchema("validate", of: "validate -o json", PackageResources.validate_json),
    PublishedSchema(
      "explain", of: "explain -o json, each line of explain --requests -o json", PackageResources.explain_json
    ),
    PublishedSchema(
      "data-planes", of: "explain --data-planes -o json", PackageResources.data_planes_json),
    PublishedSchema("trace", of: "trace inspect -o json", PackageResources.trace_json),
    PublishedSchema("import", of: "trace import -o json", PackageResources.import_json),
    PublishedSchema("calibration", of: "trace calibrate -o json", PackageResources.calibration_json),
  ]
}
