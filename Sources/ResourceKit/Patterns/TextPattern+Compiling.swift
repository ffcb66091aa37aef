extension TextPattern {
    /// The longest program; a longer pattern counts as one that is not known.
    private static let longest = 20_000

    /// The pattern of a structure; `nil` if it is too long, or looks behind at texts of several lengths.
    init?(_ node: PatternNode) {
        var compiler = Compiler(limit: Self.longest)
        guard compiler.add(node) else { return nil }
        self.init(instructions: compiler.instructions + [.match], only: node.only)
    }

    private struct Compiler {
        var instructions: [Instruction] = []
        let limit: Int

        /// Adds a node's instructions; returns whether there is a form for it.
        mutating func add(_ node: PatternNode) -> Bool {
            guard instructions.count < limit else { return false }
            switch node {
            case .character(let characters): instructions.append(.character(characters))
            case .start: instructions.append(.start)
            case .end: instructions.append(.end)
            case .sequence(let nodes): return nodes.allSatisfy { add($0) }
            case .alternatives(let nodes): return addAlternatives(nodes[...])
            case .repeated(let inner, let least, let most): return addRepetition(inner, least, most)
            case .look(let inner, let isAhead, let isNegated):
                guard let pattern = TextPattern(isAhead ? inner : .sequence([inner, .end])) else { return false }
                if !isAhead, inner.width == nil { return false }
                let width = isAhead ? nil : inner.width
                instructions.append(.look(pattern, width: width, isNegated: isNegated))
            }
            return true
        }

        private mutating func addAlternatives(_ nodes: ArraySlice<PatternNode>) -> Bool {
            guard let first = nodes.first else { return true }
            guard nodes.count > 1 else { return add(first) }
            let split = reserve()
            guard add(first) else { return false }
            let jump = reserve()
            instructions[split] = .split(split + 1, instructions.count)
            guard addAlternatives(nodes.dropFirst()) else { return false }
            instructions[jump] = .jump(instructions.count)
            return true
        }

        private mutating func addRepetition(_ inner: PatternNode, _ least: Int, _ most: Int) -> Bool {
            for _ in 0..<least where !add(inner) { return false }
            if most == .max {
                let split = reserve()
                guard add(inner) else { return false }
                instructions.append(.jump(split))
                instructions[split] = .split(split + 1, instructions.count)
                return true
            }
            var exits: [Int] = []
            for _ in least..<most {
                exits.append(reserve())
                guard add(inner) else { return false }
            }
            for exit in exits { instructions[exit] = .split(exit + 1, instructions.count) }
            return true
        }

        /// Makes room for an instruction whose target is not known yet.
        private mutating func reserve() -> Int {
            instructions.append(.match)
            return instructions.count - 1
        }
    }
}
