import ContainerImages
import PulumiProtocol
import ResourceKit

/// The checks of an image's inputs that need more than the schema: files, names, and what belongs together.
struct ImageInputs {
    /// Returns the inputs with the Dockerfile's path filled in, and every fault in what is known of them.
    static func completed(_ inputs: PropertyMap) -> (inputs: PropertyMap, faults: [CheckFailure]) {
        let known = inputs.plain
        var inputs = inputs
        let dockerfile = known["dockerfile"]?.map ?? [:]
        let isGiven = ["location", "inline"].contains { dockerfile[$0].map { $0 != "" } ?? false }
        let context = known["context"]?.map?["location"]?.string ?? (known["context"] == nil ? "." : nil)
        if known["dockerfile"] != .unknown, !isGiven, let context, !ImageBuild.isRemote(context) {
            inputs["dockerfile"] = .map(["location": .string(joined(context, "Dockerfile"))])
        }
        let checked = ImageInputs(known: inputs.plain, context: context)
        return (inputs, checked.contextFaults + checked.dockerfileFaults + checked.tagFaults + checked.optionFaults)
    }

    private let known: PropertyMap
    /// The context's location; `nil` if it is not known yet.
    private let context: String?

    private static func joined(_ folder: String, _ name: String) -> String {
        var parts = folder.split(separator: "/").filter { $0 != "." }
        parts.append(name[...])
        return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    private var contextFaults: [CheckFailure] {
        guard let context, !ImageBuild.isRemote(context), !FileText.isFolder(context) else { return [] }
        return [
            CheckFailure(
                property: "context.location",
                reason: "there is no folder \"\(context)\"; a relative path begins at the project's folder"
            )
        ]
    }

    private var dockerfileFaults: [CheckFailure] {
        let given = known["dockerfile"]?.map ?? [:]
        let (location, text) = (given["location"]?.string ?? "", given["inline"]?.string ?? "")
        if !location.isEmpty, !text.isEmpty {
            return [CheckFailure(property: "dockerfile", reason: "give only one of \"location\" and \"inline\"")]
        }
        // Where the context is missing, its Dockerfile is no second fault.
        guard contextFaults.isEmpty, !ImageBuild.isRemote(location), !(location + text).isEmpty else { return [] }
        let property = text.isEmpty ? "dockerfile.location" : "dockerfile.inline"
        guard let source = text.isEmpty ? FileText.read(location) : text else {
            let reason = "there is no file \"\(location)\" that can be read"
            return [CheckFailure(property: property, reason: reason)]
        }
        guard let fault = Dockerfile(parsing: source).fault else { return [] }
        let place = fault.line == 0 ? "" : ":\(fault.line)"
        let file = text.isEmpty ? location : "Dockerfile"
        return [CheckFailure(property: property, reason: "\(file)\(place): \(fault.reason)")]
    }

    private var tagFaults: [CheckFailure] {
        let tags = known["tags"]?.list ?? []
        let isUnknown = known["tags"] == .unknown || tags.contains(.unknown)
        var faults = tags.enumerated().compactMap { index, tag -> CheckFailure? in
            guard let text = tag.string, ImageReference(text) == nil else { return nil }
            let reason = "\"\(text)\" is no name of an image, such as example.com/app:v1"
            return CheckFailure(property: "tags[\(index)]", reason: reason)
        }
        let isNamed = ImageBuild(known).exports.contains { $0["name"] != nil }
        if tags.isEmpty, !isUnknown, !isNamed, ImageBuild(known).reachesRegistry {
            faults.append(CheckFailure(property: "tags", reason: "an image that is pushed needs a name; give a tag"))
        }
        return faults
    }

    private var optionFaults: [CheckFailure] {
        ["cacheFrom", "cacheTo", "exports"].flatMap { name in
            (known[name]?.list ?? []).enumerated().compactMap { index, entry -> CheckFailure? in
                guard let entry = entry.map?.withoutDefaults else { return nil }
                let path = "\(name)[\(index)]"
                let kinds = entry.filter { $0.key != "disabled" && !$0.value.isNull }.keys
                if kinds.count != 1 {
                    let found = kinds.isEmpty ? "none is" : "\(kinds.joined(separator: " and ")) are"
                    return CheckFailure(property: path, reason: "give exactly one kind; \(found) given")
                }
                guard let key = entry["azblob"]?.map?["secretAccessKey"], key != "" else { return nil }
                return CheckFailure(
                    property: "\(path).azblob.secretAccessKey",
                    reason: "a builder takes it in its argument list only, which every user of the machine can read"
                )
            }
        }
    }
}
