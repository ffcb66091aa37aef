import Foundation
import PulumiProtocol
import RPC
import StdioTransport

// Times Diff of an image whose context has not changed: image-bench PROVIDER

let provider = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "bin/pulumi-resource-awsx"
let urn = "urn:pulumi:dev::bench::docker-build:index:Image::page"

/// Makes a context of some files of one size, and returns its folder.
func makeContext(_ files: Int, of bytes: Int) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "context-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("FROM scratch\nCOPY . /\n".utf8).write(to: folder.appending(path: "Dockerfile"))
    for number in 0..<files {
        let data = Data(repeating: UInt8(truncatingIfNeeded: number), count: bytes)
        try data.write(to: folder.appending(path: "file-\(number)"))
    }
    return folder
}

/// Prints the best time of five differences of an image with a context.
func report(_ name: String, _ files: Int, of bytes: Int, by channel: any Channel) async throws {
    let folder = try makeContext(files, of: bytes)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputs: PropertyMap = ["push": false, "context": ["location": .string(folder.path)]]
    let request = try DiffRequest(urn: urn, olds: ["contextHash": ""], news: inputs, oldInputs: inputs).encoded()
    var best = Duration.seconds(3600)
    for _ in 0..<5 {
        let began = ContinuousClock.now
        _ = try await channel.call("/pulumirpc.ResourceProvider/Diff", request)
        best = min(best, ContinuousClock.now - began)
    }
    let rate = Double(files * bytes) / (best / .seconds(1)) / 1e9
    let parts = (best / .milliseconds(1), rate)
    print(String(format: "hash of \(name): %.1f ms, %.2f GB/s", parts.0, parts.1))
}

let command = PluginCommand(provider, arguments: ["--stdio", "--package", "docker-build"])
try await withPluginProcess(command, onStandardError: { print($0) }) { plugin in
    let configure = try ConfigureRequest(acceptSecrets: true).encoded()
    _ = try await plugin.channel.call("/pulumirpc.ResourceProvider/Configure", configure)
    try await report("a context of 8 files of 64 MB (target 1 GB/s)", 8, of: 64 << 20, by: plugin.channel)
    try await report("a context of one file of 256 MB", 1, of: 256 << 20, by: plugin.channel)
    try await report("a context of 10,000 files of 4 kB", 10_000, of: 4096, by: plugin.channel)
}
