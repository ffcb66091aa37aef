import Engine
import JSON
import PackageSchema

/// The contents of resources that are lost with them, by type: log events, images, objects.
///
/// The schemas of our own packages state them; a type that they say nothing of holds nothing.
struct Holdings: Sendable {
    /// No contents.
    static let none = Holdings([:])

    private let contents: [String: String]

    /// Creates holdings from noun phrases by type, such as `its log events`.
    init(_ contents: [String: String]) { self.contents = contents }

    /// Reads the holdings of the types of a snapshot's resources.
    init(of snapshot: Snapshot, in schemas: some SchemaSource) async {
        let types = Set(snapshot.resources.lazy.filter { $0.isCustom && !$0.isProvider }.map(\.type))
        let packages = Dictionary(grouping: types) { String($0.prefix { $0 != ":" }) }
        var contents: [String: String] = [:]
        for (package, types) in packages where PluginLocator.OwnProgram.provider.packages.contains(package) {
            // The run itself reports a plugin that cannot start.
            guard let schema = try? await schemas.schema(package: package, version: nil) else { continue }
            for type in types { contents[type] = schema.resource(type)?.extras["holds"]?.string }
        }
        self.contents = contents
    }

    /// The contents of resources of a type, as a noun phrase; `nil` if they hold nothing.
    subscript(type: String) -> String? { contents[type] }
}
