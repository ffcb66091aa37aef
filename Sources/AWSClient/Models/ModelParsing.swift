import JSON

extension OperationModel {
    /// The operation's part of a model file; `nil` if the file has no such operation.
    init?(_ operation: AWSOperation, _ file: ModelFile) {
        guard let entry = file.entry(.operations, operation.name), let service = ServiceModel(file) else { return nil }
        var graph = ShapeGraph(file)
        let input = entry["input"]?["shape"]?.string.map { graph.index(of: $0) }
        let output = entry["output"]?["shape"]?.string.map { graph.index(of: $0) }
        self.init(
            operation: operation,
            service: service,
            method: entry["http"]?["method"]?.string ?? "POST",
            requestURI: entry["http"]?["requestUri"]?.string ?? "/",
            input: input,
            inputElement: entry["input"]?["locationName"]?.string,
            inputNamespace: entry["input"]?["xmlNamespace"].flatMap(namespace),
            output: output,
            resultWrapper: entry["output"]?["resultWrapper"]?.string,
            isReadOnly: entry["readonly"]?.bool ?? false,
            isUnsigned: entry["unsigned"]?.bool ?? false,
            requiresChecksum: entry["checksumRequired"]?.bool ?? false,
            shapes: graph.resolved()
        )
    }
}

extension ServiceModel {
    /// The head of a model file; `nil` if its protocol is unknown.
    init?(_ file: ModelFile) {
        func text(_ key: String) -> String? { file.entry(.metadata, key)?.string }
        guard let wire = text("protocol").flatMap(WireProtocol.init) else { return nil }
        let prefix = text("endpointPrefix") ?? file.service
        self.init(
            name: file.service,
            wireProtocol: wire,
            apiVersion: text("apiVersion") ?? "",
            endpointPrefix: prefix,
            signingName: text("signingName") ?? prefix,
            serviceID: text("serviceId") ?? file.service,
            jsonVersion: text("jsonVersion") ?? "1.1",
            targetPrefix: text("targetPrefix") ?? "",
            xmlNamespace: file.entry(.metadata, "xmlNamespace").flatMap(namespace),
            isQueryCompatible: file.entry(.metadata, "awsQueryCompatible") != nil
        )
    }
}

/// Collects the shapes that an operation reaches, each parsed once; references become indices, so cycles are no matter.
private struct ShapeGraph {
    private let file: ModelFile
    private var indices: [String: Int] = [:]
    private var names: [String] = []

    init(_ file: ModelFile) { self.file = file }

    mutating func index(of name: String) -> Int {
        if let known = indices[name] { return known }
        indices[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// Returns the shapes by index; parsing one may append more names.
    mutating func resolved() -> [Shape] {
        var shapes: [Shape] = []
        while shapes.count < names.count {
            shapes.append(shape(names[shapes.count]))
        }
        return shapes
    }

    private mutating func shape(_ name: String) -> Shape {
        guard let entry = file.entry(.shapes, name) else { return Shape(name: name, kind: .string) }
        return Shape(
            name: name,
            kind: kind(entry),
            required: entry["required"]?.array?.compactMap(\.string) ?? [],
            isFlattened: entry["flattened"]?.bool ?? false,
            payload: entry["payload"]?.string,
            locationName: entry["locationName"]?.string,
            xmlNamespace: entry["xmlNamespace"].flatMap(namespace),
            timestampFormat: entry["timestampFormat"]?.string.flatMap(TimestampFormat.init),
            isSensitive: entry["sensitive"]?.bool ?? false
        )
    }

    private mutating func kind(_ entry: JSON) -> Shape.Kind {
        switch entry["type"]?.string {
        case _ where entry["document"]?.bool == true: return .document
        case "structure":
            var members: [Member] = []
            for element in entry["members"]?.object ?? [:] { members.append(member(element.key, element.value)) }
            return .structure(members)
        case "list": return .list(member("", entry["member"]))
        case "map": return .map(key: member("", entry["key"]), value: member("", entry["value"]))
        case let type: return Self.scalars[type ?? ""] ?? .string
        }
    }

    private static let scalars: [String: Shape.Kind] = [
        "integer": .integer, "long": .integer, "float": .float, "double": .float, "boolean": .boolean, "blob": .blob,
        "timestamp": .timestamp,
    ]

    private mutating func member(_ name: String, _ entry: JSON?) -> Member {
        Member(
            name: name,
            shape: index(of: entry?["shape"]?.string ?? ""),
            locationName: entry?["locationName"]?.string,
            queryName: entry?["queryName"]?.string,
            location: entry?["location"]?.string.flatMap(Member.Location.init),
            isFlattened: entry?["flattened"]?.bool ?? false,
            isIdempotencyToken: entry?["idempotencyToken"]?.bool ?? false,
            isXMLAttribute: entry?["xmlAttribute"]?.bool ?? false,
            xmlNamespace: entry?["xmlNamespace"].flatMap(namespace),
            timestampFormat: entry?["timestampFormat"]?.string.flatMap(TimestampFormat.init)
        )
    }
}

/// A namespace is a text, or an object with its `uri` (and a prefix, which our writer chooses itself).
private func namespace(_ value: JSON) -> String? {
    value.string ?? value["uri"]?.string
}
