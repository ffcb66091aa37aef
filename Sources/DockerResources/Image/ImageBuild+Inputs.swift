import ContainerImages
import PulumiProtocol
import ResourceKit

extension ImageBuild {
    /// The build that inputs of an image ask for; of what is not known yet nothing is taken.
    ///
    /// - Parameters:
    ///   - inputs: Checked inputs, without marks of secrets.
    ///   - environment: The environment, whose AWS credentials a cache in S3 uses where the inputs give none.
    init(_ inputs: PropertyMap, environment: [String: String] = [:]) {
        self.init()
        func text(_ name: String) -> String? { inputs[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        func flag(_ name: String) -> Bool { inputs[name]?.bool ?? false }
        let context = inputs["context"]?.map
        self.context = context?["location"]?.string ?? "."
        namedContexts = (context?["named"]?.map ?? [:]).texts { $0.map?["location"]?.string }
        dockerfile = DockerfileSource(inputs["dockerfile"]?.map ?? [:])
        tags = inputs.texts("tags")
        arguments = (inputs["buildArgs"]?.map ?? [:]).texts(\.string)
        labels = (inputs["labels"]?.map ?? [:]).texts(\.string)
        hosts = inputs.texts("addHosts")
        platforms = inputs.texts("platforms")
        target = text("target")
        network = text("network").flatMap { $0 == "default" ? nil : $0 }
        ignoresCache = flag("noCache")
        pullsBaseImages = flag("pull")
        loads = flag("load")
        pushes = flag("push")
        cacheSources = BuilderOption.all(in: inputs, "cacheFrom", environment)
        cacheTargets = BuilderOption.all(in: inputs, "cacheTo", environment)
        exports = BuilderOption.all(in: inputs, "exports", environment)
        secrets = (inputs["secrets"]?.map ?? [:]).texts(\.string)
        ssh = (inputs["ssh"]?.list ?? []).compactMap { entry in
            guard let entry = entry.map, let id = entry["id"]?.string else { return nil }
            return SSHForward(id: id, paths: entry.texts("paths"))
        }
        instance = inputs["builder"]?.map?["name"]?.string
    }
}

extension ImageBuild.DockerfileSource {
    /// The Dockerfile that an input names; `nil` if it names none.
    fileprivate init?(_ input: PropertyMap) {
        if let text = input["inline"]?.string, !text.isEmpty {
            self = .text(text)
        } else if let location = input["location"]?.string, !location.isEmpty {
            self = .location(location)
        } else {
            return nil
        }
    }
}

extension PropertyMap {
    /// The texts in a list; without those that are not known yet.
    func texts(_ name: String) -> [String] { (self[name]?.list ?? []).compactMap(\.string) }

    /// The texts by key; without those that are not known yet.
    fileprivate func texts(_ text: (PropertyValue) -> String?) -> [String: String] {
        withoutDefaults.reduce(into: [:]) { $0[$1.key] = text($1.value) }
    }
}
