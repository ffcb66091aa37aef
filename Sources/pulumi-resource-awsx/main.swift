import Glibc
import ProviderKit
import PulumiProtocol
import RPC
import StdioTransport

/// Writes a line of text to a descriptor.
func say(_ line: String, to stream: Int32) {
    let bytes = Array((line + "\n").utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(stream, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}

/// Carries out the task of the command line.
///
/// - Returns: The exit status.
/// - Throws: ``UsageError``, or what the task throws.
func run(_ arguments: [String]) async throws -> Int32 {
    let options = try ProviderOptions(arguments)
    let provider = options.package.provider
    switch options.task {
    case .serve:
        return try await serve(provider, options)
    case .schema:
        let context = ProviderContext(call: CallContext(method: "GetSchema"))
        say(try await provider.getSchema(GetSchemaRequest(), context).schema, to: STDOUT_FILENO)
        return 0
    case .version:
        let context = ProviderContext(call: CallContext(method: "GetPluginInfo"))
        say(try await provider.getPluginInfo(context).version, to: STDOUT_FILENO)
        return 0
    case .help:
        say(ProviderOptions.usage, to: STDOUT_FILENO)
        return 0
    case nil:
        say(ProviderOptions.usage, to: STDERR_FILENO)
        return 64
    }
}

/// Serves the engine that started this process until it goes away.
func serve(_ provider: any Provider, _ options: ProviderOptions) async throws -> Int32 {
    if PluginStreams.areTerminal {
        say(ProviderOptions.usage, to: STDERR_FILENO)
        return 64
    }
    var recorder: CallRecorder?
    if let file = options.recording {
        recorder = CallRecorder(package: provider.package, file: file)
        if recorder == nil {
            throw UsageError("cannot write the recording \(file): \(String(cString: strerror(errno)))")
        }
    }
    var limits = ConnectionLimits()
    limits.maximumMessage = options.maximumMessage
    let service = ProviderService(provider, recorder: recorder, engineAddress: StdioConnection.address).service
    return try await PluginStreams.serve(service, limits: limits)
}

do {
    exit(try await run(CommandLine.arguments))
} catch let error as UsageError {
    say("pulumi-resource-awsx: \(error)\nTry --help.", to: STDERR_FILENO)
    exit(error.exitStatus)
} catch {
    say("pulumi-resource-awsx: \(error)", to: STDERR_FILENO)
    exit(1)
}
