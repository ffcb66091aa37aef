// swift-tools-version: 6.2
import PackageDescription

// The programs behind scripts/bench: a package of their own, so that a build of the project builds none of them.

/// A benchmark on libraries of the project.
func benchmark(_ name: String, _ libraries: [String]) -> Target {
    .executableTarget(
        name: name,
        dependencies: libraries.map { .product(name: $0, package: "awsx") },
        swiftSettings: [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
    )
}

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "awsx", path: "..")],
    targets: [
        benchmark("transport-bench", ["RPC", "StdioTransport"]),
        benchmark("construct-bench", ["PulumiProtocol", "RPC", "StdioTransport"]),
        benchmark("image-bench", ["PulumiProtocol", "RPC", "StdioTransport"]),
        // Its folder Layout is a link into Crosswalk.
        benchmark("layout-bench", ["PulumiProtocol"]),
        benchmark("codec-bench", ["Engine", "JSON", "PackageSchema", "PulumiProtocol"]),
        benchmark("instant-aws", ["JSON"]),
    ]
)
