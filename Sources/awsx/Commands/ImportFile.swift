import Engine
import JSON
import PackageSchema
import PulumiProtocol

/// A file of resources to import, in Pulumi's format.
///
/// It has the members `resources`, and `nameTable` with the URNs of parents and providers in the stack.
struct ImportFile {
    private let path: String
    private let known: [String: String]
    private let entries: [JSON]
    /// The full tokens of types that the file writes in short.
    var types: [String: String] = [:]

    /// The types as the file writes them.
    var writtenTypes: [String] { entries.compactMap { $0["type"]?.string } }

    /// Parses a file.
    ///
    /// - Throws: ``UsageError`` if it has no such list.
    init(parsing text: String, path: String) throws {
        self.path = path
        let file: JSON
        do {
            file = try JSON(parsing: text)
        } catch {
            throw UsageError("\(path): \(error)")
        }
        guard let entries = file["resources"]?.array, !entries.isEmpty else {
            throw UsageError("\(path) has no list \"resources\"")
        }
        self.entries = entries
        var known: [String: String] = [:]
        for entry in file["nameTable"]?.object ?? [:] { known[entry.key] = entry.value.string }
        self.known = known
    }

    /// Returns the engine's import requests, with the URNs of parents and providers.
    ///
    /// - Throws: ``UsageError`` with every fault.
    func requests(for stack: StackIdentity) throws -> [DeploymentOptions.ImportRequest] {
        var faults: [String] = []
        var indices: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            faults += self.faults(of: entry, at: index)
            if let name = self.name(of: entry), indices.updateValue(index, forKey: name) != nil {
                faults.append(
                    "two resources are named \"\(name)\": give them different values of \"name\" and the same \"logicalName\""
                )
            }
        }
        var urns: [Int: String] = [:]
        for index in entries.indices {
            do { _ = try urn(of: index, indices, &urns, stack) } catch { faults.append("\(error)") }
        }
        guard faults.isEmpty else { throw UsageError(faults.map { "\(path): \($0)" }.joined(separator: "\n")) }
        return try entries.map { entry in
            var request = DeploymentOptions.ImportRequest(
                type: type(of: entry),
                name: entry["logicalName"]?.string ?? entry["name"]?.string ?? "",
                id: entry["id"]?.string ?? ""
            )
            request.version = entry["version"]?.string ?? ""
            request.isComponent = entry["component"]?.bool ?? false
            if let inputs = entry["inputs"] { request.inputs = try PropertyMap(json: inputs) }
            request.parent = try named(entry["parent"], indices, &urns, stack) ?? ""
            request.provider = try named(entry["provider"], indices, &urns, stack) ?? ""
            return request
        }
    }

    private func type(of entry: JSON) -> String {
        let written = entry["type"]?.string ?? ""
        return types[written] ?? written
    }

    private func name(of entry: JSON) -> String? { entry["name"]?.string ?? entry["logicalName"]?.string }

    private func faults(of entry: JSON, at index: Int) -> [String] {
        let name = self.name(of: entry)
        let what = name.map { "the resource \"\($0)\"" } ?? "resource \(index + 1)"
        let type = entry["type"]?.string ?? ""
        let hasID = !(entry["id"]?.string ?? "").isEmpty
        let isMade = URN.isProviderType(type) || entry["component"]?.bool == true
        var faults: [String] = []
        if type.isEmpty { faults.append("\(what) has no type") }
        if name == nil { faults.append("\(what) has no name") }
        if isMade, hasID { faults.append("\(what) must not have an id") }
        if !isMade, !hasID { faults.append("\(what) has no id") }
        return faults
    }

    /// Returns the URN of a name in the stack or in this file.
    private func named(
        _ name: JSON?,
        _ indices: [String: Int],
        _ urns: inout [Int: String],
        _ stack: StackIdentity
    ) throws -> String? {
        guard let name = name?.string, !name.isEmpty else { return nil }
        if let urn = known[name] { return urn }
        guard let index = indices[name] else {
            let hint = Spelling.suggestion(for: name, among: Array(known.keys) + indices.keys)
            throw UsageError("\"\(name)\" is neither in \"nameTable\" nor among the resources\(hint)")
        }
        return try urn(of: index, indices, &urns, stack)
    }

    private func urn(
        of index: Int,
        _ indices: [String: Int],
        _ urns: inout [Int: String],
        _ stack: StackIdentity
    ) throws -> String {
        if let urn = urns[index] {
            guard !urn.isEmpty else { throw UsageError("the parents of resources form a cycle") }
            return urn
        }
        urns[index] = ""
        let entry = entries[index]
        let parent = try named(entry["parent"], indices, &urns, stack) ?? stack.rootURN
        let name = entry["logicalName"]?.string ?? entry["name"]?.string ?? ""
        let urn = stack.urn(parent: parent, type: type(of: entry), name: name)
        urns[index] = urn
        return urn
    }
}
