import Engine
import PulumiProtocol

/// The display options of the command line.
struct DisplayOptions: Sendable {
    /// Lists changed properties, and the changes that a refresh found.
    var showsDifferences = false
    /// Shows secret values.
    var showsSecrets = false
    /// Hides the outputs.
    var suppressesOutputs = false
    /// Prints the configuration before the run.
    var showsConfiguration = false
    /// Lists resources that are only read.
    var showsReads = false
    /// Lists unchanged resources.
    var showsSames = false
    /// Lists the parts of a replacement as steps of their own.
    var showsReplacementSteps = false
    /// Shows URNs in place of types and names.
    var showsURNs = false
    /// Prints the debugging messages of programs and providers.
    var showsDebug = false

    /// Returns whether resources with this operation are listed.
    func lists(_ operation: StepOperation) -> Bool {
        switch operation {
        case .same: showsSames
        case .read: showsReads
        default: !operation.isSame
        }
    }

    /// Returns whether the plan lists a step: a replacement as one, or each of its parts too.
    func plans(_ step: EngineEvent.Step) -> Bool {
        lists(step.operation) && (step.isOfInterest || showsReplacementSteps && !step.isInternal)
    }

    /// Returns the text for a resource: type and name, or the URN.
    func label(_ urn: String) -> String {
        if showsURNs { return PlainText.line(urn) }
        let (type, name) = ResourceTree.typeAndName(of: urn)
        return "\(type) \(name)"
    }

    /// Returns the lines with the configuration; empty unless it is to be shown.
    func text(_ configuration: [String: String]) -> String {
        guard showsConfiguration else { return "" }
        let lines = configuration.sorted { $0.key < $1.key }.map { key, value in
            "    \(PlainText.line(key)): \(PlainText.line(value))\n"
        }
        return "Configuration:\n" + lines.joined()
    }
}

extension DisplayOptions {
    /// Creates options from the flags of a command that changes a stack.
    ///
    /// - Throws: ``UsageError`` if values are to be shortened, which no display does.
    init(_ arguments: ParsedArguments) throws(UsageError) {
        guard arguments.value("show-full-output") != "false" else {
            throw UsageError("--show-full-output=false is not supported: values are always shown in full")
        }
        showsDifferences = arguments.has("diff")
        showsSecrets = arguments.has("show-secrets")
        suppressesOutputs = arguments.has("suppress-outputs")
        showsConfiguration = arguments.has("show-config")
        showsReads = arguments.has("show-reads")
        showsSames = arguments.has("show-sames")
        showsReplacementSteps = arguments.has("show-replacement-steps")
        showsURNs = arguments.has("urns")
        showsDebug = arguments.has("debug")
    }
}
