import Glibc

/// The command `awsx`.
@main
struct AwsxCommand {
    static func main() async {
        let status = await CommandLineTool(arguments: Array(CommandLine.arguments.dropFirst())).run()
        exit(status.code)
    }
}
