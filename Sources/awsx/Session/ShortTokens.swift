import Engine
import PackageSchema
import PulumiProtocol

/// Short type tokens, such as `aws:ecs:Cluster` for `aws:ecs/cluster:Cluster`, in the arguments of commands.
enum ShortTokens {
    /// Returns the URN of a stack that an argument means: itself, or the only one with the same short types.
    static func urn(_ argument: String, among urns: [String]) -> String {
        guard !urns.contains(argument), let wanted = key(argument) else { return argument }
        let matches = urns.filter { key($0) == wanted }
        return matches.count == 1 ? matches[0] : argument
    }

    /// The parts of a URN with short types.
    private static func key(_ urn: String) -> [String]? {
        guard let urn = URN(urn) else { return nil }
        let types = urn.qualifiedType.split(separator: "$").map { TypeToken.withShortModule(String($0)) }
        return [urn.stack, urn.project, urn.name] + types
    }

    /// Returns full tokens by tokens as written, as far as the schemas of their packages know them.
    static func full(_ types: some Sequence<String>, in schemas: some SchemaSource) async -> [String: String] {
        var full: [String: String] = [:]
        for type in Set(types) where !URN.isProviderType(type) && TypeToken.candidates(for: type).count > 1 {
            // An unknown package is reported by the run itself.
            let schema = try? await schemas.schema(package: TypeToken.package(of: type), version: nil)
            full[type] = TypeToken.candidates(for: type).first { schema?.resource($0) != nil }
        }
        return full
    }
}

extension ProjectStack {
    /// The URNs of the stack's resources.
    func urns() throws -> [String] {
        try backend.snapshot(stack, secrets: RedactingSecrets.forCheckpoint).resources.map(\.urn)
    }
}

extension DeploymentOptions {
    /// Returns the options with the URNs that those with short types mean.
    func expanded(in place: ProjectStack) throws -> DeploymentOptions {
        guard !targets.isEmpty || !excludes.isEmpty || !replaces.isEmpty else { return self }
        let urns = try place.urns()
        var options = self
        options.targets = targets.map { ShortTokens.urn($0, among: urns) }
        options.excludes = excludes.map { ShortTokens.urn($0, among: urns) }
        options.replaces = replaces.map { ShortTokens.urn($0, among: urns) }
        return options
    }
}
