import Foundation
import TestKit

@testable import StdioTransport

/// The plugin `stdio-echo` of this package, which stands beside the test runner.
enum EchoPlugin {
    /// Its path.
    static let path = WorkingCopy.product("stdio-echo").path

    /// The command that starts it.
    static func command(_ arguments: String..., environment: [String: String]? = nil) -> PluginCommand {
        PluginCommand(path, arguments: ["--stdio"] + arguments, environment: environment)
    }
}
