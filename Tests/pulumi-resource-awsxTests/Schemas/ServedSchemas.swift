import Foundation
import JSON
import TestKit
import Testing

/// The package schemas among the project's files, by the package's name: `schema.json`, and what lies in `schema`.
enum ServedSchemas {
    /// The text of every schema.
    static func texts() throws -> [String: String] {
        let folder = WorkingCopy.root.appending(path: "schema")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let schemas = files.filter { $0.pathExtension == "json" && $0.lastPathComponent != "metaschema.json" }
        return try Dictionary(
            uniqueKeysWithValues: (schemas + [WorkingCopy.root.appending(path: "schema.json")]).map {
                let text = try String(contentsOf: $0, encoding: .utf8)
                return (try #require(try JSON(parsing: text)["name"]?.string), text)
            }
        )
    }

    /// The schema of package `awsx`.
    static func awsx() throws -> JSON { try JSON(parsing: try #require(try texts()["awsx"])) }
}
