import ContainerImages
import PulumiProtocol
import ResourceKit

extension BuilderOption {
    /// The names of attributes that docker buildx spells otherwise than Pulumi (documents "Cache storage backends" and
    /// "Exporters overview" of Docker).
    private static let names = [
        "accessKeyId": "access_key_id", "accountUrl": "account_url", "blobsPrefix": "blobs_prefix",
        "compressionLevel": "compression-level", "danglingNamePrefix": "dangling-name-prefix",
        "endpointUrl": "endpoint_url", "forceCompression": "force-compression", "ignoreError": "ignore-error",
        "imageManifest": "image-manifest", "insecure": "registry.insecure", "manifestsPrefix": "manifests_prefix",
        "nameCanonical": "name-canonical", "names": "name", "ociMediaTypes": "oci-mediatypes",
        "pushByDigest": "push-by-digest", "secretAccessKey": "secret_access_key", "sessionToken": "session_token",
        "usePathStyle": "use_path_style",
    ]

    /// The variables that hand a cache in S3 its credentials, which must not stand in an argument list.
    private static let variables = [
        "accessKeyId": "AWS_ACCESS_KEY_ID", "secretAccessKey": "AWS_SECRET_ACCESS_KEY",
        "sessionToken": "AWS_SESSION_TOKEN",
    ]

    /// Returns the caches or exports of an input, but for those that are disabled.
    static func all(in inputs: PropertyMap, _ name: String, _ environment: [String: String]) -> [BuilderOption] {
        (inputs[name]?.list ?? []).enumerated().compactMap { index, entry in
            guard let entry = entry.map, entry["disabled"]?.bool != true else { return nil }
            let given = entry.withoutDefaults.filter { $0.key != "disabled" && !$0.value.isNull }
            guard let kind = given.first else { return nil }
            let input = "\(name)[\(index)].\(kind.key)"
            if kind.key == "raw" { return raw(kind.value.string ?? "", input) }
            return BuilderOption(kind.key, kind.value.map ?? [:], environment, input)
        }
    }

    private static func raw(_ text: String, _ input: String) -> BuilderOption {
        // A plain name is a cache in a registry, as in docker's command line.
        text.contains("=")
            ? BuilderOption(kind: "raw", attributes: [.init("text", text)], input: input)
            : BuilderOption(kind: "registry", attributes: [.init("ref", text)], input: input)
    }

    private init(_ kind: String, _ settings: PropertyMap, _ environment: [String: String], _ input: String) {
        var attributes: [Attribute] = []
        var variables: [String: String] = [:]
        for setting in settings.withoutDefaults {
            if setting.key == "annotations" {
                attributes += (setting.value.map ?? [:]).withoutDefaults.map {
                    Attribute("annotation.\($0.key)", $0.value.string ?? "")
                }
                continue
            }
            let texts = setting.value.list?.compactMap(\.scalarText) ?? [setting.value.scalarText].compactMap(\.self)
            let text = texts.joined(separator: ",")
            if text.isEmpty { continue }
            if kind == "s3", let variable = Self.variables[setting.key] {
                variables[variable] = text
            } else {
                attributes.append(.init(Self.names[setting.key] ?? setting.key, text))
            }
        }
        if kind == "s3", !attributes.contains(where: { $0.name == "region" }), let region = environment["AWS_REGION"] {
            attributes.append(.init("region", region))
        }
        self.init(kind: kind, attributes: attributes, environment: variables, input: input)
    }
}
