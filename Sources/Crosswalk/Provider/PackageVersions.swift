/// The versions of the packages that the components' children are of.
enum PackageVersions {
    /// By package; an engine chooses the provider for a child by it.
    static let all = ["aws": "7.42.0", "docker": "4.6.0", "docker-build": "0.0.14"]
}
