import Glibc

/// The command `awsx`.
@main
struct AwsxCommand {
    static func main() async {
        // Whoever reads the output may go away; the deployment goes on.
        signal(SIGPIPE, SIG_IGN)
        let status = await CommandLineTool(arguments: Array(CommandLine.arguments.dropFirst())).run()
        exit(status.code)
    }
}
