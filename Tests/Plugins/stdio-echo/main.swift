import Glibc
import RPC
import StdioTransport

/// A plugin for tests of the transport: `/test.Echo/…` methods that answer, wait, fail, stream, call back or die.
///
/// `--max-message BYTES`, `--open-calls COUNT` and `--grace MILLISECONDS` lower the limits.
var limits = ConnectionLimits()
let options = CommandLine.arguments.dropFirst().split(separator: "--stdio").flatMap(\.self)
for (option, value) in zip(options, options.dropFirst()) {
    switch option {
    case "--max-message": limits.maximumMessage = Int(value) ?? 0
    case "--open-calls": limits.maximumOpenCalls = Int(value) ?? 0
    case "--grace": limits.handlerGrace = .milliseconds(Int(value) ?? 0)
    default: break
    }
}
if PluginStreams.areTerminal {
    print("usage: stdio-echo --stdio")
    exit(64)
}
exit(try await PluginStreams.serve(.echo, limits: limits))
