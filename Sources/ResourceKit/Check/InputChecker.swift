import PackageSchema
import PulumiProtocol

/// Checks the inputs of one resource: names, types, defaults, automatic names, and rules between properties.
struct InputChecker {
    let resource: CustomResource
    let autonamer: Autonamer

    private var schema: ResourceSchema { resource.schema }

    /// Checks and completes the inputs.
    ///
    /// - Parameters:
    ///   - news: The program's inputs.
    ///   - olds: The checked inputs of the last deployment; empty for a new resource.
    ///   - neighbours: Facts about the resources around it, by the names that rules have for them.
    /// - Returns: The complete inputs, every fault found in them, and what is doubtful but not refused.
    func check(
        _ news: PropertyMap,
        olds: PropertyMap,
        neighbours: PropertyMap = [:]
    ) -> (inputs: PropertyMap, faults: [CheckFailure], warnings: [CheckFailure]) {
        var checker = ValueChecker(resource.package)
        let old: PropertyMap? = olds.isEmpty ? nil : olds
        if let rule = schema.autoname {
            for (path, maxLength) in rule.nested {
                checker.nestedNames[path] = try? autonamer.name(maxLength: maxLength)
            }
        }
        var inputs = checker.object(news, schema.inputs, old: old, path: "")
        for name in resource.inherited.names where inputs[name] == nil && schema.inputs[name] != nil {
            inputs[name] = resource.inherited.values[name]
        }
        let defaults = Defaults(old: old)
        var filled = defaults.fill(&inputs, schema.inputs, conflicts: schema.conflicts)
        do throws(Autonamer.Failure) {
            if let name = try autoname(&inputs, defaults), !filled.contains(name) { filled.append(name) }
        } catch {
            checker.fault(schema.autoname?.property ?? "name", error.reason)
        }
        inputs[defaultsKey] = .list(filled.sorted().map(PropertyValue.string))
        checkGroups(inputs, &checker)
        checkName(inputs, &checker)
        let warnings = checkRules(inputs.merging(neighbours), news, &checker)
        return (inputs, checker.faults, warnings)
    }

    /// Judges the values by the rules of the type's facts.
    ///
    /// - Returns: The warnings. Where a fault is known already, no other is added.
    private func checkRules(
        _ inputs: PropertyMap,
        _ news: PropertyMap,
        _ checker: inout ValueChecker
    ) -> [CheckFailure] {
        var known = inputs
        // JSON given as an object is judged in its parts while some are unknown.
        for case let (name, .unknown) in inputs.map({ ($0.key, $0.value) }) where schema.inputs[name]?.isJSON == true {
            known[name] = news[name]?.marshalled(.engine)
        }
        return checker.judge(known, by: resource.rules) { remedy(for: $0, inputs) }
    }

    /// The way to another name where the name is an automatic one.
    private func remedy(for property: String, _ inputs: PropertyMap) -> String {
        let isAutomatic = inputs[defaultsKey]?.list?.contains(.string(property)) ?? false
        guard isAutomatic, property == schema.autoname?.property else { return "" }
        return " Rename the resource \"\(autonamer.logicalName)\", or give \"\(property)\"."
    }

    /// Gives the resource a name where it has none.
    ///
    /// - Returns: The property that was named, or `nil`.
    private func autoname(_ inputs: inout PropertyMap, _ defaults: Defaults) throws(Autonamer.Failure) -> String? {
        guard let rule = schema.autoname, inputs[rule.property] == nil else { return nil }
        let isBlocked = schema.conflicts.contains { group in
            group.contains(rule.property) && group.contains { inputs[$0] != nil }
        }
        guard !isBlocked else { return nil }
        var name = try autonamer.name(
            maxLength: rule.maxLength,
            isLowercase: rule.isLowercase,
            reserved: rule.reserved
        )
        for (ending, property) in rule.endings where inputs[property]?.plain.bool == true && !name.hasSuffix(ending) {
            name += ending
        }
        inputs[rule.property] = .string(name)
        return rule.property
    }

    private func checkGroups(_ inputs: PropertyMap, _ checker: inout ValueChecker) {
        func given(_ group: [String]) -> [String] { group.filter { inputs[$0] != nil } }
        func names(_ group: [String]) -> String { group.map { "\"\($0)\"" }.joined(separator: ", ") }
        for group in schema.conflicts where given(group).count > 1 {
            checker.fault(given(group)[1], "Only one of \(names(group)) may be given; drop all but one.")
        }
        for group in schema.exactlyOneOf where given(group).count != 1 {
            let found = given(group).isEmpty ? "none is" : "\(names(given(group))) are"
            checker.fault(given(group).first ?? group[0], "Exactly one of \(names(group)) must be given; \(found).")
        }
        for group in schema.atLeastOneOf where given(group).isEmpty {
            checker.fault(group[0], "At least one of \(names(group)) must be given.")
        }
        for group in schema.requiredTogether where (1..<group.count).contains(given(group).count) {
            let missing = group.filter { inputs[$0] == nil }
            checker.fault(missing[0], "\(names(given(group))) also needs \(names(missing)).")
        }
        for rule in schema.implications where inputs[rule.given] != nil {
            let isGiven = inputs[rule.other] != nil
            if rule.isForbidden, isGiven {
                checker.fault(rule.other, "\(names([rule.given])) takes no \(names([rule.other])).")
            }
            if !rule.isForbidden, !isGiven {
                checker.fault(rule.other, "\(names([rule.given])) also needs \(names([rule.other])).")
            }
        }
    }

    private func checkName(_ inputs: PropertyMap, _ checker: inout ValueChecker) {
        guard let rule = schema.nameRule, let name = inputs[rule.property]?.plain.string else { return }
        if let problem = rule.problem(with: name) {
            let remedy = remedy(for: rule.property, inputs)
            checker.fault(rule.property, problem + (remedy.isEmpty ? " Change \"\(rule.property)\"." : remedy))
        }
    }
}

extension ResourceSchema.NameRule {
    /// The fault that AWS would find with a name; `nil` if it would find none.
    func problem(with name: String) -> String? {
        if let pattern {
            let isAccepted = TextPattern(pattern)?.isFound(in: name) ?? true
            return isAccepted ? nil : "\"\(name)\" is not of the form that AWS accepts: \(pattern)."
        }
        if maxLength > 0, name.count > maxLength {
            return "\"\(name)\" has \(name.count) characters, and AWS allows \(maxLength)."
        }
        let isAllowed = name.allSatisfy { character in
            character.isASCII && (character.isLetter || character.isNumber) || characters.contains(character)
        }
        if !isAllowed || name.isEmpty {
            return "\"\(name)\" may only have letters, digits and \"\(characters)\"."
        }
        if !notAtEnds.isEmpty, name.hasPrefix(notAtEnds) || name.hasSuffix(notAtEnds) {
            return "\"\(name)\" must not begin or end with \"\(notAtEnds)\"."
        }
        if let prefix = notPrefix.first(where: name.hasPrefix) {
            return "\"\(name)\" must not begin with \"\(prefix)\"."
        }
        return nil
    }
}
