import JSON
import PulumiProtocol

/// The predicates that know Amazon ECS, and what they say when they do not hold.
extension RuleScope {
    /// Returns what would make a predicate hold, or what it found, as a message's end; empty if it has nothing to add.
    func remark(_ predicate: RuleExpression.Predicate, _ operands: [RuleOperand]) -> String {
        let found = operands.map(values)
        guard !found.contains(where: \.isSecret), let first = found.first, let last = found.last else { return "" }
        switch predicate {
        case .fargateSize: return fargateSize(first, last)?.nearest ?? ""
        case .distinctPorts: return Self.listed(repeatedPorts(first, last.known.first?.string ?? ""))
        case .distinct: return Self.listed(first.present.repeated.compactMap(\.string))
        case .canRollOut: return rollOut(found)?.bounds ?? ""
        default: return ""
        }
    }

    private static func listed(_ repeated: [String]) -> String {
        repeated.isEmpty ? "" : ": \(repeated.joined(separator: ", "))"
    }

    // MARK: Sizes

    /// A pair of CPU units and MiB of memory, and the sizes that Fargate offers.
    struct SizeChoice {
        let cpu: Double
        let memory: Double
        /// The table of memory sizes by CPU units.
        fileprivate let table: JSON?

        /// Indicates whether a task can have this size.
        var isOffered: Bool {
            table?[JSON.Number(cpu).text].map { RuleScope.memories($0).contains(memory) } ?? false
        }

        private var offers: [(cpu: Double, memories: [Double])] {
            (table?.object ?? [:]).compactMap { entry in
                Double(entry.key).map { (cpu: $0, memories: RuleScope.memories(entry.value)) }
            }
        }

        /// The nearest sizes with this CPU and with this memory, as a message's end.
        var nearest: String {
            let offers = offers
            let near = { (values: [Double], wanted: Double) in
                values.min { (abs($0 - wanted), -$0) < (abs($1 - wanted), -$1) }
            }
            let sameCPU = offers.first { $0.cpu == cpu }.flatMap { near($0.memories, memory) }.map { (cpu, $0) }
            let fitting = offers.filter { $0.memories.contains(memory) }.map(\.cpu)
            let sameMemory = near(fitting, cpu).map { ($0, memory) }
            let larger = offers.lazy.flatMap { offer in offer.memories.map { (offer.cpu, $0) } }
                .first { $0.0 >= cpu && $0.1 >= memory }
            let choices = [sameCPU, sameMemory].compactMap { $0 }
            let shown = (choices.isEmpty ? [larger].compactMap { $0 } : choices).map { size in
                "cpu \(JSON.Number(size.0).text) with memory \(JSON.Number(size.1).text)"
            }
            return shown.isEmpty ? "" : "; the nearest are \(shown.joined(separator: ", or "))"
        }
    }

    /// Returns the size of a task beside those that there are; `nil` while it is not known.
    func fargateSize(_ cpu: FoundValues, _ memory: FoundValues) -> SizeChoice? {
        func size(_ found: FoundValues, _ read: (String) -> Double?) -> Double? {
            found.known.first.flatMap { $0.number ?? $0.string.flatMap(read) }
        }
        guard let units = size(cpu, ComputeSize.cpuUnits), let mebibytes = size(memory, ComputeSize.mebibytes) else {
            return nil
        }
        return SizeChoice(cpu: units, memory: mebibytes, table: tables["fargateSizes"])
    }

    fileprivate static func memories(_ offer: JSON) -> [Double] {
        if let sizes = offer.array { return sizes.compactMap(\.double) }
        guard let from = offer["from"]?.double, let to = offer["to"]?.double, let step = offer["step"]?.double else {
            return []
        }
        return Array(stride(from: from, through: to, by: step))
    }

    // MARK: Ports

    /// Returns the ports, with their protocols, that more than one mapping takes; 0 is chosen when a task starts.
    func repeatedPorts(_ mappings: FoundValues, _ member: String) -> [String] {
        mappings.known.compactMap { mapping -> String? in
            guard let port = mapping.map?[member]?.plain.ruleNumber, port > 0 else { return nil }
            let transport = mapping.map?["protocol"]?.plain.string?.lowercased() ?? "tcp"
            return "\(JSON.Number(port).text)/\(transport)"
        }.repeated
    }

    // MARK: Roll-outs

    /// The numbers of tasks that a service may have while a deployment replaces them.
    ///
    /// ECS rounds the lower limit up and the upper one down.
    /// Source: "Deployment configuration" of services in the Amazon ECS developer guide.
    struct RollOut {
        let lowest: Double
        let highest: Double

        /// Indicates whether a task can be stopped before, or started beside, another one.
        var hasRoom: Bool { highest > lowest }

        /// The limits as a message's end.
        var bounds: String {
            ": at least \(JSON.Number(lowest).text) and at most \(JSON.Number(highest).text) tasks may run meanwhile"
        }
    }

    /// Returns the limits that a desired count and two percentages make; `nil` while they are not known.
    ///
    /// A service without percentages has 100 and 200.
    func rollOut(_ found: [FoundValues]) -> RollOut? {
        guard found.count == 3, !found.contains(where: \.isOpen), let count = found[0].numbers.first, count > 0 else {
            return nil
        }
        let (least, most) = (found[1].numbers.first ?? 100, found[2].numbers.first ?? 200)
        return RollOut(lowest: (count * least / 100).rounded(.up), highest: (count * most / 100).rounded(.down))
    }
}

extension Sequence where Element: Hashable {
    /// The elements that come more than once, each once, in their order.
    fileprivate var repeated: [Element] {
        var seen: Set<Element> = []
        var told: Set<Element> = []
        return filter { !seen.insert($0).inserted && told.insert($0).inserted }
    }
}
