internal import PackageSchema

/// Checks whether an expression fits an expected type.
struct TypeAssignment {
    /// The reason why an expression does not fit, with its position.
    struct Fault {
        var summary: String
        var range: TextRange
        var hint: String?
    }

    private(set) var faults: [Fault] = []

    /// Records the faults of giving an expression of one type for another.
    mutating func assign(_ expression: Expression, of type: StaticType, to wanted: StaticType, as name: String) {
        let from = type.expanded
        if case .named(let token, let package) = wanted, case .object(let given, _) = from,
            case .object(let declared)? = package.type(token)
        {
            return assign(expression, with: given, to: declared, in: package, of: token)
        }
        let wanted = wanted.expanded
        switch (from, wanted) {
        case (.any, _), (_, .any): return
        case (.union(let types), _):
            // All alternatives must fit.
            for type in types where !fits(expression, of: type, to: wanted) {
                return refuse(name, wanted, from, expression.range)
            }
        case (_, .union(let types)):
            assign(expression, of: from, toOneOf: types, as: name)
        case (.object(let given, _), .object(let declared, let token)):
            assign(expression, with: given, to: declared, of: token ?? name, as: name)
        case (.object(let given, _), .map(let element)):
            let written = WrittenObject(expression)
            for property in given {
                let value = written[property.name]?.value ?? expression
                assign(value, of: property.type, to: element, as: property.name)
            }
        case (.map(let given), .map(let element)):
            if !fits(expression, of: given, to: element) { refuse(name, wanted, from, expression.range) }
        case (.list(let given), .list(let element)):
            assignElements(of: expression, given, to: element, as: name)
        case (_, .enumeration(let type, let values)):
            assign(expression, of: from, to: type, as: name)
            checkMembership(expression, of: values, as: name)
        default:
            if !isPrimitive(from, assignableTo: wanted) { refuse(name, wanted, from, expression.range) }
        }
    }

    /// Records unknown, missing and mistyped properties of an object.
    mutating func assign(
        _ given: [(name: Name, value: Expression, type: StaticType)],
        to declared: ObjectSchema,
        in package: PackageSchema,
        of parent: String,
        at range: TextRange,
        requiringAll: Bool
    ) {
        for (name, value, type) in given {
            guard let property = declared[name.text] else {
                refuseUnknown(name.text, at: name.range, on: parent, among: declared.names)
                continue
            }
            assign(value, of: type, to: StaticType(property.type, in: package), as: name.text)
        }
        guard requiringAll else { return }
        let names = Set(given.map(\.name.text))
        for property in declared.properties where property.isRequired && !names.contains(property.name) {
            faults.append(Fault(summary: "Missing required property '\(property.name)' on \(parent)", range: range))
        }
    }

    private mutating func assign(
        _ expression: Expression,
        with given: [StaticType.Property],
        to declared: [StaticType.Property],
        of parent: String,
        as name: String
    ) {
        let written = WrittenObject(expression)
        for property in given {
            guard let wanted = declared.first(where: { $0.name == property.name }) else {
                let place = written[property.name]?.key.range ?? expression.range
                refuseUnknown(property.name, at: place, on: parent, among: declared.map(\.name))
                continue
            }
            let value = written[property.name]?.value ?? expression
            assign(value, of: property.type, to: wanted.type, as: property.name)
        }
        for property in declared where property.isRequired && !given.contains(where: { $0.name == property.name }) {
            faults.append(
                Fault(summary: "Missing required property '\(property.name)' on \(parent)", range: expression.range)
            )
        }
    }

    /// Records mistyped properties of an object type of a schema.
    private mutating func assign(
        _ expression: Expression,
        with given: [StaticType.Property],
        to declared: ObjectSchema,
        in package: PackageSchema,
        of parent: String
    ) {
        let written = WrittenObject(expression)
        for property in given {
            guard let wanted = declared[property.name] else {
                let place = written[property.name]?.key.range ?? expression.range
                refuseUnknown(property.name, at: place, on: parent, among: declared.names)
                continue
            }
            let value = written[property.name]?.value ?? expression
            assign(value, of: property.type, to: StaticType(wanted.type, in: package), as: property.name)
        }
        for property in declared.properties
        where property.isRequired && !given.contains(where: { $0.name == property.name }) {
            faults.append(
                Fault(summary: "Missing required property '\(property.name)' on \(parent)", range: expression.range)
            )
        }
    }

    private mutating func assign(
        _ expression: Expression,
        of type: StaticType,
        toOneOf types: [StaticType],
        as name: String
    ) {
        var best: [Fault]?
        for alternative in types {
            var trial = TypeAssignment()
            trial.assign(expression, of: type, to: alternative, as: name)
            if trial.faults.isEmpty { return }
            // Faults inside an object are more precise than one of the whole.
            let isDeeper = trial.faults.contains { $0.range != expression.range }
            if best == nil || isDeeper { best = trial.faults }
        }
        faults += best ?? []
    }

    private mutating func assignElements(
        of expression: Expression,
        _ given: StaticType,
        to element: StaticType,
        as name: String
    ) {
        if case .list(let elements) = expression.kind, case .union(let types) = given, types.count == elements.count {
            for (value, type) in zip(elements, types) { assign(value, of: type, to: element, as: name) }
        } else if case .list(let elements) = expression.kind, let first = elements.first {
            for value in elements.isEmpty ? [first] : elements { assign(value, of: given, to: element, as: name) }
        } else {
            assign(expression, of: given, to: element, as: name)
        }
    }

    private func fits(_ expression: Expression, of type: StaticType, to wanted: StaticType) -> Bool {
        var trial = TypeAssignment()
        trial.assign(expression, of: type, to: wanted, as: "")
        return trial.faults.isEmpty
    }

    private func isPrimitive(_ type: StaticType, assignableTo wanted: StaticType) -> Bool {
        switch (wanted, type) {
        case (.number, .number), (.number, .integer), (.integer, .number), (.integer, .integer): true
        // Text accepts numbers and booleans, because programs cannot convert them; a resource means its URN.
        case (.string, .string), (.string, .number), (.string, .integer), (.string, .boolean), (.string, .resource):
            true
        case (.string, .enumeration(let type, _)), (.number, .enumeration(let type, _)):
            isPrimitive(type, assignableTo: wanted)
        case (.boolean, .boolean): true
        // Schemas declare assets where archives are accepted too.
        case (.asset, .asset), (.asset, .archive), (.archive, .archive): true
        case (.resource(let wanted, _, _), .resource(let given, _, _)): wanted == given
        default: false
        }
    }

    private mutating func checkMembership(_ expression: Expression, of values: [String], as name: String) {
        let value: String
        switch expression.kind {
        case .string(let text): value = text
        case .number(let number): value = GoText.number(number)
        default: return
        }
        guard !values.contains(value) else { return }
        let allowed = values.map { "\"\($0)\"" }.joined(separator: ", ")
        faults.append(
            Fault(
                summary: "\(name) must not be \"\(value)\": allowed values are \(allowed)",
                range: expression.range,
                hint: Spelling.hint(for: value, among: values)
            )
        )
    }

    private mutating func refuse(_ name: String, _ wanted: StaticType, _ given: StaticType, _ range: TextRange) {
        faults.append(Fault(summary: "\(name): \(wanted) is not assignable from \(given)", range: range))
    }

    private mutating func refuseUnknown(_ name: String, at range: TextRange, on parent: String, among names: [String]) {
        faults.append(
            Fault(
                summary: "Property \(name) does not exist on \(parent)",
                range: range,
                hint: faults.count > 100 ? nil : Spelling.hint(for: name, among: names)
            )
        )
    }
}

/// The entries of an object as written, by key.
private struct WrittenObject {
    private var entries: [Expression.Entry] = []
    /// The positions of the entries; empty if they are so few that a linear search is faster.
    private var places: [String: Int] = [:]

    init(_ expression: Expression) {
        guard case .object(let entries) = expression.kind else { return }
        self.entries = entries
        guard entries.count > 8 else { return }
        for (index, entry) in entries.enumerated() {
            if let key = entry.key.literal { places[key] = index }
        }
    }

    subscript(name: String) -> Expression.Entry? {
        places.isEmpty ? entries.first { $0.key.literal == name } : places[name].map { entries[$0] }
    }
}
