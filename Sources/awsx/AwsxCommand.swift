import Glibc

/// The entry point of the command `awsx`.
@main
struct AwsxCommand {
    static func main() async {
        // The deployment continues even if the reader of the output exits.
        signal(SIGPIPE, SIG_IGN)
        let status = await CommandLineTool(arguments: Array(CommandLine.arguments.dropFirst())).run()
        exit(status.code)
    }
}
