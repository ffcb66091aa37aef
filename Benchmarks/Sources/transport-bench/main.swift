import Glibc
import RPC
import StdioTransport

if CommandLine.arguments.dropFirst().first == "plugin" {
    exit(try await PluginStreams.serve(.benchmark, limits: .benchmark))
}
try await runBenchmarks()
