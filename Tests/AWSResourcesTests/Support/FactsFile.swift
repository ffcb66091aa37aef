import Foundation
import JSON
import TestKit
import Testing

/// A type's file of `schema/facts`, which the code under test does not read: it has the schema made of it.
struct FactsFile: Sendable {
    let json: JSON

    /// The file of a type, by token.
    init(_ token: String) throws {
        json = try #require(Self.all[token])
    }

    private static let all: [String: JSON] = {
        let folder = WorkingCopy.root.appending(path: "schema/facts")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var all: [String: JSON] = [:]
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "json", let data = try? Data(contentsOf: file),
                let json = try? JSON(parsing: Array(data)), let type = json["type"]?.string
            else {
                continue
            }
            all[type] = json
        }
        return all
    }()

    /// The inputs whose change replaces whatever their values are.
    var replacing: [String] {
        (json["inputs"]?.object ?? [:]).filter { $0.value["replaceOnChange"] == true }.map(\.key)
    }

    /// The call that makes the resource.
    var create: String { json["operations"]?["create"]?.array?.first?.string ?? "" }

    /// The operation and place of the object in its lookup, without indices.
    var lookup: (operation: String, place: String) {
        (json["lookup"]?["operation"]?.string ?? "", Self.plain(json["lookup"]?["at"]?.string ?? ""))
    }

    /// The value at which each wait but those of the deletion ends, by operation and place.
    var finalStates: [String: String] {
        var states: [String: String] = [:]
        for wait in json["waits"]?.array ?? [] {
            guard let operation = wait["poll"]?.string, let path = wait["path"]?.string,
                wait["after"]?.string?.contains(/delete|detach/) == false,
                let value = wait["target"]?.array?.first?.string, value != "present"
            else {
                continue
            }
            states["\(operation) \(Self.plain(path))"] = value
        }
        return states
    }

    private static func plain(_ path: String) -> String {
        path == "$" ? "" : path.replacing("[0]", with: "").replacing("[]", with: "")
    }
}
