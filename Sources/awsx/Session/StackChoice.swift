import Engine

/// The question for a stack, where a command needs one and none is named or selected.
struct StackChoice {
    let place: ProjectContext
    let arguments: ParsedArguments

    private static let newStack = "<create a new stack>"

    private var prompt: Prompt { Prompt(nonInteractive: arguments.has("non-interactive")) }

    /// Asks which of the project's stacks to use and selects it.
    ///
    /// - Returns: The stack, which is created first if the answer is a new one; `nil` if nobody can be asked, nobody
    ///   answers, or there is nothing to choose from.
    func ask(offersNew: Bool) throws -> StackReference? {
        let prompt = prompt
        guard prompt.canAsk else { return nil }
        let stacks = try place.backend.stacks(project: place.project.name).map(\.reference).sorted { $0.name < $1.name }
        let options = stacks.map(\.name) + (offersNew ? [Self.newStack] : [])
        guard !options.isEmpty else { return nil }
        let selected = try place.workspace.selectedStack(in: place.backend)
        let question = "Please choose a stack" + (offersNew ? ", or create a new one:" : ":")
        let initial = stacks.firstIndex { $0 == selected } ?? 0
        guard let choice = prompt.choice(question, options, initial: initial) else { return nil }
        guard choice < stacks.count else {
            guard let name = try name() else { return nil }
            let made = try place.create(name)
            writeOut("Created stack '\(place.spelling(of: made.stack))'\n")
            return made.stack
        }
        try place.workspace.select(stacks[choice], in: place.backend)
        return stacks[choice]
    }

    /// Asks for the name of a new stack; `nil` if nobody can be asked or nobody answers.
    func name() throws -> String? {
        let prompt = prompt
        return prompt.canAsk ? prompt.line("Stack name", default: "dev") : nil
    }
}
