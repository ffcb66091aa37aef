import Engine
import PackageSchema
import PulumiProtocol

extension Command {
    /// The command `awsx status`.
    static let status = Command(
        name: "status",
        summary: "Show how the stack's services run",
        operands: "[NAME…]",
        operandCount: 0...1000,
        flags: [.boolean("json", short: "j", "Print JSON")]
    ) { arguments in
        try await ProviderSession(arguments).perform { session in
            let resources = try ResourceSelection(session.snapshot.resources).resources(named: arguments.operands)
            let status = StackStatus(of: session.snapshot, plugins: session.plugins)
            let found = try await status.services(of: resources)
            writeWarnings(found.warnings)
            if found.services.isEmpty { writeError("The stack has no services.\n") }
            let list = ServiceList(services: found.services)
            writeOut(arguments.has("json") ? list.json : list.text)
            return .success
        }
    }
}
