/// The files of one run of a builder: what it reads besides the context, and what it writes besides the image.
struct BuildPaths: Sendable {
    /// The Dockerfile's path or address; `nil` if the builder looks for it in an address.
    var dockerfile: String?
    /// The file that says what of the context is left out; `nil` if there is none.
    var ignoreFile: String?
    /// The files of secrets by name.
    var secrets: [(name: String, path: String)] = []
    /// The file to which the builder writes the image's id.
    var imageID: String
    /// The file to which docker buildx writes what it has made.
    var metadata: String
    /// The local name of the list of images, where there are several platforms.
    var list: String
    /// Indicates whether registries are spoken to by plain HTTP.
    var usesPlainHTTP = false
    /// Indicates whether the layers of earlier builds for another platform could be taken for this one's: buildah tells
    /// them apart by their base image only, and an empty one has no platform.
    var mixesPlatforms = false
}

/// One push of an image that was built before.
struct PushPlan: Sendable {
    /// The image's local id; the name of the list if there are several platforms.
    var image: String
    /// Indicates whether ``image`` is a list of images.
    var isList: Bool
    /// The name in the registry.
    var tag: String
    /// The file to which the builder writes the digest.
    var digestFile: String
    /// Indicates whether the registry is spoken to by plain HTTP.
    var usesPlainHTTP: Bool
    /// Indicates whether the registry's certificate is not checked.
    var skipsCertificateCheck = false
}

/// An image in a builder's store.
package struct StoredImage: Hashable, Sendable {
    /// The image's id: `sha256:` and 64 hexadecimal digits.
    package let id: String
    /// The names of the image in its registries, with its digest there.
    package let repositoryDigests: [String]
}
