internal import Connections
internal import Glibc

/// A started plugin: its id and our ends of its three streams.
struct ChildProcess {
    let processIdentifier: pid_t
    /// Our end of the plugin's standard input, to write to.
    let toInput: CInt
    /// Our end of the plugin's standard output, to read from.
    let fromOutput: CInt
    /// Our end of the plugin's standard error, to read from.
    let fromError: CInt

    /// Starts a plugin.
    ///
    /// - Throws: ``DescriptorError`` if there is no such program or the system lacks something.
    static func start(_ command: PluginCommand) throws(DescriptorError) -> ChildProcess {
        var input = try Pipe()
        var output = try Pipe()
        var error = try Pipe()
        input.grow()
        output.grow()
        let processIdentifier = try command.program.start(
            input: input.readEnd,
            output: output.writeEnd,
            error: error.writeEnd
        )
        return ChildProcess(
            processIdentifier: processIdentifier,
            toInput: input.takeWriteEnd(),
            fromOutput: output.takeReadEnd(),
            fromError: error.takeReadEnd()
        )
    }

    /// Closes our ends of the streams of a plugin that cannot be used, which ends it.
    func discard() {
        for descriptor in [toInput, fromOutput, fromError] { close(descriptor) }
    }
}
