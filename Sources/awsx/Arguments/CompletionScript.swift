/// The completion scripts of the shells, derived from the table of commands.
///
/// A script follows the words of the line from command to command, as a path such as `/stack/init`, and offers the
/// subcommands or flags of the command it ends at.
struct CompletionScript {
    /// A shell that has a script.
    enum Shell: String, CaseIterable {
        case bash, zsh, fish
    }

    /// A command as the scripts see it.
    private struct Node {
        let place: String
        let command: Command

        /// The words that may follow, each with its description: subcommands, or the choices of the only argument.
        var words: [(name: String, help: String)] {
            guard command.subcommands.isEmpty else { return command.subcommands.map { ($0.name, $0.summary) } }
            guard command.operands.contains("|") else { return [] }
            return command.operands.split(separator: "|").map { (String($0), command.summary) }
        }

        var flags: [Flag] { command.ownFlags + command.globalFlags }
    }

    /// A word that leads from one command to another.
    private struct Transition {
        /// The paths that the word makes, by the command's name and by its aliases.
        let spellings: [String]
        let place: String
    }

    private let nodes: [Node]
    private let transitions: [Transition]

    /// Creates the scripts of a command and all below it.
    init(_ root: Command) {
        nodes = root.tree.map { Node(place: $0.path.map { "/\($0)" }.joined(), command: $0.command) }
        transitions = nodes.flatMap { node in
            node.command.subcommands.map { command in
                // The words after `help` are those of the command that it explains.
                Transition(
                    spellings: ([command.name] + command.aliases).map { "\(node.place)/\($0)" },
                    place: command.name == "help" ? "" : "\(node.place)/\(command.name)"
                )
            }
        }
    }

    /// Returns the script for a shell.
    func text(for shell: Shell) -> String {
        let banner = "# Completion of awsx for \(shell), written by `awsx gen-completion \(shell)`.\n"
        switch shell {
        case .bash: return banner + bash
        case .zsh: return "#compdef awsx\n" + banner + zsh
        case .fish: return banner + fish
        }
    }
}

// MARK: - Bash and Zsh

extension CompletionScript {
    private var bash: String {
        """
        _awsx() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
            local place= word words= flags= values=
            for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        \(steps(indent: 2))
            done
            case "$place" in
        \(nodes.map(bashCase).joined(separator: "\n"))
            esac
            COMPREPLY=()
            [[ " $values " == *" $previous "* ]] && return
            [[ $current == -* ]] && words=$flags
            COMPREPLY=($(compgen -W "$words" -- "$current"))
        }
        complete -o default -F _awsx awsx

        """
    }

    private func bashCase(_ node: Node) -> String {
        let words = node.words.map(\.name).joined(separator: " ")
        let flags = node.flags.flatMap(\.words).joined(separator: " ")
        let values = node.flags.filter { $0.kind != .boolean }.flatMap(\.words).joined(separator: " ")
        return "        '\(node.place)') words='\(words)' flags='\(flags)' values='\(values)' ;;"
    }

    private var zsh: String {
        """
        _awsx() {
            local place= word
            local -a commands flags values
            for word in "${(@)words[2,CURRENT-1]}"; do
        \(steps(indent: 2))
            done
            case "$place" in
        \(nodes.map(zshCase).joined(separator: "\n"))
            esac
            if (( ${values[(Ie)${words[CURRENT-1]}]} )); then
                _files
            elif [[ $PREFIX == -* ]]; then
                _describe -o flag flags
            elif (( $#commands )); then
                _describe command commands
            else
                _files
            fi
        }
        if [[ $funcstack[1] == _awsx ]]; then _awsx "$@"; else compdef _awsx awsx; fi

        """
    }

    private func zshCase(_ node: Node) -> String {
        func list(_ rows: [(String, String)]) -> String {
            rows.map { Self.quoted("\($0.0):\($0.1)") }.joined(separator: " ")
        }
        let flags = node.flags.flatMap { flag in flag.words.map { ($0, flag.help) } }
        let values = node.flags.filter { $0.kind != .boolean }.flatMap(\.words).joined(separator: " ")
        return """
                    '\(node.place)')
                        commands=(\(list(node.words.map { ($0.name, $0.help) })))
                        flags=(\(list(flags)))
                        values=(\(values)) ;;
            """
    }

    /// The lines that follow one word of the command line.
    private func steps(indent: Int) -> String {
        let margin = String(repeating: "    ", count: indent)
        let cases = transitions.map { transition in
            let patterns = transition.spellings.map { "'\($0)'" }.joined(separator: "|")
            return "\(margin)    \(patterns)) place='\(transition.place)' ;;"
        }
        return (["\(margin)case \"$place/$word\" in"] + cases + ["\(margin)esac"]).joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

// MARK: - Fish

extension CompletionScript {
    private var fish: String {
        """
        function __awsx_at
            set -l place
            for word in (commandline -opc)[2..-1]
                switch "$place/$word"
        \(transitions.map(fishCase).joined(separator: "\n"))
                end
            end
            test "$place" = "$argv[1]"
        end
        complete -c awsx -f
        \(nodes.flatMap(fishLines).joined(separator: "\n"))

        """
    }

    private func fishCase(_ transition: Transition) -> String {
        let patterns = transition.spellings.map { "'\($0)'" }.joined(separator: " ")
        return "            case \(patterns)\n                set place '\(transition.place)'"
    }

    private func fishLines(_ node: Node) -> [String] {
        let start = "complete -c awsx -n \"__awsx_at '\(node.place)'\""
        let words = node.words.map { "\(start) -a \($0.name) -d \(Self.fishQuoted($0.help))" }
        let flags = node.flags.map { flag in
            let letter = flag.short.map { " -s \($0)" } ?? ""
            let value = flag.kind == .boolean ? "" : " -r -F"
            return "\(start) -l \(flag.name)\(letter)\(value) -d \(Self.fishQuoted(flag.help))"
        }
        return words + flags
    }

    private static func fishQuoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'") + "'"
    }
}

extension Flag {
    /// The words by which the flag is given.
    fileprivate var words: [String] { ["--\(name)"] + (short.map { ["-\($0)"] } ?? []) }
}
