extension Dockerfile {
    /// Returns the instruction at which a build failed; `nil` if the builder does not tell.
    ///
    /// - Parameters:
    ///   - label: The line with which the builder began its last step.
    ///   - lines: The last lines that the builder wrote.
    /// - Returns: The instruction.
    func instruction(failingAt label: String?, _ lines: [String]) -> Instruction? {
        // BuildKit names the line: Dockerfile:3
        for line in lines.reversed() {
            let parts = line.split(separator: ":")
            if parts.count == 2, !line.contains(" "), let number = Int(parts[1]) {
                return instructions.last { $0.line <= number }
            }
        }
        guard let label = label.flatMap(StepLabel.init) else { return nil }
        let keyword = label.instruction.prefix { !$0.isWhitespace }.uppercased()
        let scope =
            label.stage.map { stages.indices.contains($0 - 1) ? stages[$0 - 1] : [] }
            ?? (label.count == instructions.count ? instructions : stages.first ?? [])
        if scope.indices.contains(label.step - 1), scope[label.step - 1].keyword == keyword {
            return scope[label.step - 1]
        }
        // Stages that are not needed are passed over, and the numbers are then not those of the file.
        return instructions.first { "\($0.keyword) \($0.arguments)" == label.instruction }
    }
}
