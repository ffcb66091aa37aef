import PulumiProtocol

extension RuleScope {
    /// Returns the values of an operand.
    func values(_ operand: RuleOperand) -> FoundValues {
        switch operand {
        case .literal(let value): return FoundValues(known: [value])
        case .list(let values): return FoundValues(known: values)
        case .path(let path): return values(path)
        case .call(let function, let operands): return call(function, operands.map(values))
        case .elements(let path, let condition): return elements(path, condition)
        case .lookup(let path, let key, let operand, let member):
            return lookup(values(path), key, values(operand), member)
        case .last(let path, let order, let member): return last(values(path), order, member)
        }
    }

    private func call(_ function: RuleOperand.Function, _ arguments: [FoundValues]) -> FoundValues {
        var result = FoundValues(isOpen: arguments.contains(where: \.isOpen))
        result.isSecret = arguments.contains(where: \.isSecret)
        guard let first = arguments.first else { return result }
        func numbers(_ values: [Double]) -> [PropertyValue] { values.map(PropertyValue.number) }
        switch function {
        case .count: result.known = [.number(Double(first.known.reduce(0) { $0 + ($1.list?.count ?? 1) }))]
        case .sum: result.known = [.number(arguments.flatMap(\.numbers).reduce(0, +))]
        case .max: result.known = numbers(first.numbers.max().map { [$0] } ?? [])
        case .plus: result.known = numbers(first.numbers.map { $0 + (arguments.last?.numbers.first ?? 0) })
        case .number: result.known = numbers(first.numbers)
        case .upper: result.known = first.known.compactMap { $0.string.map { .string($0.uppercased()) } }
        case .units: result.known = numbers(first.known.compactMap { size($0, ComputeSize.cpuUnits) })
        case .mib: result.known = numbers(first.known.compactMap { size($0, ComputeSize.mebibytes) })
        case .length:
            result.known = numbers(first.known.compactMap { $0.string.map { Double($0.unicodeScalars.count) } })
        case .first: result.known = first.known.first.map { [$0] } ?? []
        case .keys: result.known = first.known.flatMap { $0.map?.keys.map(PropertyValue.string) ?? [] }
        case .sumFirst: return sumFirst(first, arguments.dropFirst().flatMap(\.known).compactMap(\.string))
        }
        // A total of what is not all known is not known.
        if result.isOpen, [.count, .sum, .max].contains(function) { result.known = [] }
        return result
    }

    /// The sum of the elements' numbers, of each the first of some members that it has and that is not zero.
    private func sumFirst(_ list: FoundValues, _ members: [String]) -> FoundValues {
        var result = FoundValues(isOpen: list.isOpen, isSecret: list.isSecret)
        var sum = 0.0
        for element in list.known {
            let inside = element.map.map(entering)
            for found in members.compactMap({ inside?.values(RulePath($0)) }) where found.isOpen || !found.known.isEmpty
            {
                result.isOpen = result.isOpen || found.isOpen
                let number = found.numbers.first ?? 0
                sum += number
                if number != 0 { break }
            }
        }
        result.known = result.isOpen ? [] : [.number(sum)]
        return result
    }

    private func size(_ value: PropertyValue, _ read: (String) -> Double?) -> Double? {
        value.number ?? value.string.flatMap(read)
    }

    private func elements(_ path: RulePath, _ condition: RuleExpression) -> FoundValues {
        let list = values(path)
        var result = FoundValues(isOpen: list.isOpen, isSecret: list.isSecret)
        for element in list.known {
            let holds = element.map.map { entering($0).holds(condition, isFilter: true) } ?? .some(false)
            if holds == true { result.known.append(element) }
            if holds == nil { result.isOpen = true }
        }
        return result
    }

    private func lookup(_ list: FoundValues, _ key: String, _ wanted: FoundValues, _ member: RulePath) -> FoundValues {
        guard let name = wanted.known.first else { return FoundValues(isOpen: wanted.isOpen) }
        let isOpen = list.isOpen || list.known.contains { $0.map?[key]?.containsUnknowns == true }
        guard let element = list.known.first(where: { $0.map?[key]?.plain == name })?.map else {
            return FoundValues(isOpen: isOpen)
        }
        return entering(element).values(member)
    }

    private func last(_ list: FoundValues, _ order: String, _ member: RulePath) -> FoundValues {
        let maps = list.known.compactMap(\.map)
        guard !list.isOpen, maps.count == list.known.count,
            !maps.contains(where: { $0[order]?.containsUnknowns == true })
        else {
            return FoundValues(isOpen: true)
        }
        let places = maps.enumerated().map { $1[order]?.plain.number ?? Double($0 + 1) }
        guard let end = places.indices.max(by: { places[$0] < places[$1] }) else { return FoundValues() }
        return entering(maps[end]).values(member)
    }
}
