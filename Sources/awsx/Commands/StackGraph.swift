import Engine

extension Command {
    /// The command `awsx stack graph`.
    static let stackGraph = Command(
        name: "graph",
        summary: "Print the dependencies between the stack's resources in Graphviz's language DOT",
        operands: "[FILE]",
        operandCount: 0...1,
        flags: [
            .boolean("ignore-dependency-edges", "Leave out the dependencies"),
            .boolean("ignore-parent-edges", "Leave out the parents"),
            .value("dependency-edge-color", "COLOR", "The color of dependencies (default: #246C60)"),
            .value("parent-edge-color", "COLOR", "The color of parents (default: #AA6639)"),
            .boolean("short-node-name", "Label resources with their names instead of their URNs"),
            .value("dot-fragment", "TEXT", "DOT statements to insert at the top, such as 'rankdir=LR;'"),
        ]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        var options = DependencyGraph.Options()
        options.showsDependencies = !arguments.has("ignore-dependency-edges")
        options.showsParents = !arguments.has("ignore-parent-edges")
        options.usesNames = arguments.has("short-node-name")
        options.fragment = arguments.value("dot-fragment")
        if let color = arguments.value("dependency-edge-color") { options.dependencyColor = color }
        if let color = arguments.value("parent-edge-color") { options.parentColor = color }
        // Neither inputs nor outputs are shown.
        let snapshot = try place.backend.snapshot(place.stack, secrets: RedactingSecrets.forCheckpoint)
        let graph = DependencyGraph(resources: snapshot.resources, options: options)
        guard let file = arguments.operands.first else {
            writeOut(graph.text)
            return .success
        }
        try writeFile(graph.text, to: file)
        writeOut("Wrote stack dependency graph to `\(file)`\n")
        return .success
    }
}
