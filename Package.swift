// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is compiled with.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// The targets that a release build compiles for size: the optimizer takes a quarter less time, and the binaries shrink.
///
/// The others, in which a deployment spends its time (codec, transport, JSON, signing), are compiled for speed.
let targetsForSize: Set<String> = [
    "PackageSchema", "ResourceKit", "ContainerImages", "AWSResources", "DockerResources", "Crosswalk", "Engine",
    "Recordings", "pulumi-resource-awsx", "awsx",
]

/// Returns the settings of a target with code for the products.
func productSettings(_ name: String) -> [SwiftSetting] {
    targetsForSize.contains(name)
        ? settings + [.unsafeFlags(["-Osize"], .when(configuration: .release))]
        : settings
}

/// A C library of the distribution, linked statically by its module map.
func systemLibrary(_ name: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)")
}

/// A C target of ours under `Sources/C`.
func cTarget(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/C/\(name)")
}

/// A Swift library and the tests that mirror it.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], tests: [Target.Dependency] = []) -> [Target] {
    let own = Target.Dependency(stringLiteral: name)
    return [
        .target(name: name, dependencies: dependencies, swiftSettings: productSettings(name)),
        .testTarget(
            name: "\(name)Tests",
            dependencies: [own, "TestKit"] + dependencies + tests,
            swiftSettings: settings
        ),
    ]
}

/// A command, with the tests of its arguments where it has any.
func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: productSettings(name))
}

let cTargets: [Target] = [
    systemLibrary("CProtobufC"),
    systemLibrary("CCrypto"),
    systemLibrary("CYAML"),
    systemLibrary("CExpat"),
    systemLibrary("CZlib"),
    systemLibrary("CLinux"),
    cTarget("CPulumiProtocol", ["CProtobufC"]),
    cTarget("CCurl"),
    cTarget("CEmbedded"),
]

let swiftTargets: [[Target]] = [
    library("JSON"),
    library("Crypto", ["CCrypto"]),
    library("PulumiProtocol", ["CProtobufC", "CPulumiProtocol", "JSON"]),
    library("PackageSchema", ["JSON", "PulumiProtocol"]),
    library("RPC"),
    library("Connections", ["CLinux"]),
    library("StdioTransport", ["RPC", "Connections", "PulumiProtocol", "CLinux"], tests: ["stdio-echo"]),
    library("ProviderKit", ["JSON", "PulumiProtocol", "PackageSchema", "RPC", "CEmbedded"]),
    library("ResourceKit", ["JSON", "Crypto", "PulumiProtocol", "PackageSchema", "RPC", "ProviderKit"]),
    library("AWSClient", ["JSON", "Crypto", "Connections", "CExpat", "CCurl", "CEmbedded"]),
    library("ContainerImages", ["JSON", "Crypto", "Connections", "AWSClient"]),
    library(
        "AWSResources",
        [
            "JSON", "Crypto", "PulumiProtocol", "PackageSchema", "RPC", "Connections", "ProviderKit", "ResourceKit",
            "AWSClient", "CEmbedded",
        ]
    ),
    library(
        "DockerResources",
        [
            "JSON", "Crypto", "PulumiProtocol", "PackageSchema", "RPC", "Connections", "ProviderKit", "ResourceKit",
            "AWSClient", "ContainerImages", "CEmbedded",
        ]
    ),
    library(
        "Crosswalk",
        ["JSON", "Crypto", "PulumiProtocol", "PackageSchema", "RPC", "Connections", "ProviderKit", "CEmbedded"]
    ),
    library(
        "Engine",
        [
            "JSON", "Crypto", "CYAML", "CZlib", "PulumiProtocol", "PackageSchema", "RPC", "Connections",
            "StdioTransport", "ProviderKit",
        ]
    ),
    library("Recordings", ["JSON", "PackageSchema", "PulumiProtocol", "RPC", "ProviderKit", "Engine"]),
]

let executables: [Target] = [
    executable(
        "pulumi-resource-awsx",
        [
            "JSON", "PulumiProtocol", "RPC", "StdioTransport", "ProviderKit", "AWSResources", "DockerResources",
            "Crosswalk",
        ]
    ),
    executable(
        "awsx",
        [
            "JSON", "Connections", "PulumiProtocol", "PackageSchema", "RPC", "ProviderKit", "Engine", "Recordings",
            "CEmbedded",
        ]
    ),
]

let testSupport: [Target] = [
    // No test framework in it: a build of all products compiles it too, against a static runtime that has none.
    .target(
        name: "TestKit",
        dependencies: ["PackageSchema", "PulumiProtocol"],
        path: "Tests/TestKit",
        swiftSettings: settings
    ),
    .executableTarget(
        name: "stdio-echo",
        dependencies: ["RPC", "StdioTransport"],
        path: "Tests/Plugins/stdio-echo",
        swiftSettings: settings
    ),
    .testTarget(
        name: "pulumi-resource-awsxTests",
        dependencies: [
            "pulumi-resource-awsx", "Crosswalk", "JSON", "PackageSchema", "PulumiProtocol", "RPC", "StdioTransport",
            "TestKit",
        ],
        swiftSettings: settings
    ),
    .testTarget(
        name: "awsxTests",
        dependencies: [
            "awsx", "pulumi-resource-awsx", "Engine", "JSON", "PackageSchema", "ProviderKit", "PulumiProtocol",
            "TestKit",
        ],
        swiftSettings: settings
    ),
]

/// The libraries on which the package in `Benchmarks` stands.
let libraryProducts = ["JSON", "PackageSchema", "PulumiProtocol", "RPC", "StdioTransport", "Engine"]

let package = Package(
    name: "awsx",
    products: [
        .executable(name: "pulumi-resource-awsx", targets: ["pulumi-resource-awsx"]),
        .executable(name: "awsx", targets: ["awsx"]),
    ] + libraryProducts.map { .library(name: $0, targets: [$0]) },
    targets: cTargets + swiftTargets.flatMap(\.self) + executables + testSupport,
    cLanguageStandard: .c2x
)
