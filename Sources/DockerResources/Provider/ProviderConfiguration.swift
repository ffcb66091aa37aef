import ContainerImages
import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// The configuration of a provider of images: what `docker-build:host` and its siblings say.
struct ProviderConfiguration {
    /// The values in the types that the schema gives them, with marks of secrets.
    let values: PropertyMap
    private let package: DockerPackage

    /// The configuration of a request.
    ///
    /// Values that are not text may come as JSON text: configuration was text only once.
    init(_ arguments: PropertyMap?, variables: [String: String] = [:], of package: DockerPackage) {
        let prefix = "\(package.schema.name):config:"
        let named = variables.filter { $0.key.hasPrefix(prefix) }
            .map { (String($0.key.dropFirst(prefix.count)), PropertyValue.string($0.value)) }
        let given = arguments ?? PropertyMap(named)
        self.package = package
        values = PropertyMap(
            given.map { entry in
                (entry.key, package.schema.providerInputs[entry.key].map { Self.typed(entry.value, $0) } ?? entry.value)
            }
        )
    }

    private static func typed(_ value: PropertyValue, _ property: PropertySchema) -> PropertyValue {
        switch value {
        case .secret(let inner): .secret(typed(inner, property))
        case .string(let text) where property.type != .string:
            (try? JSON(parsing: text)).map(PropertyValue.init(plain:)) ?? value
        default: value
        }
    }

    /// The faults of the configuration.
    var faults: [CheckFailure] {
        var checker = ValueChecker(package.schema)
        let known: Set<String> = ["version", "pluginDownloadURL"]
        let given = values.filter { !known.contains($0.key) && !$0.key.hasPrefix("__") }
        _ = checker.object(given, package.schema.providerInputs, old: nil, path: "")
        return checker.faults
    }

    /// Variables by which an engine gives its plugins what is no business of a build: settings of the stack, with its
    /// secrets, and the keys to them.
    private static let withheld: Set = [
        "PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG", "PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE",
    ]

    /// Returns the environment of builders: that of this process without the engine's secrets, with the docker daemon of
    /// the configuration.
    func environment(_ environment: [String: String]) -> [String: String] {
        let environment = environment.filter { !Self.withheld.contains($0.key) }
        guard let host = values["host"]?.plain.string, !host.isEmpty else { return environment }
        return environment.merging(["DOCKER_HOST": host]) { $1 }
    }

    /// Returns the name of the builder to use; `nil` for the first that works.
    func builderName(_ environment: [String: String]) -> String? {
        [values["builderName"]?.plain.string, environment["AWSX_BUILDER"]].compactMap(\.self).first { !$0.isEmpty }
    }
}
