internal import PulumiProtocol

extension ProgramEvaluator {
    /// Returns the value of a declared key that the stack does not set under that name.
    ///
    /// It has a default, or another name in the settings; in that case its declared type determines the value.
    func configuration(_ key: ProgramTemplate.ConfigurationKey) async throws -> PropertyValue {
        var type = try declaredType(of: key)
        var value: PropertyValue?
        if let expression = key.fallback {
            let evaluated = try await evaluate(expression)
            type = try self.type(of: evaluated, declared: type, expression, key)
            value = evaluated
        }
        if let setting = setting(of: key) {
            value = try self.value(of: setting, type, key)
        }
        guard let value else {
            throw fault(
                "missing required configuration variable '\(context.project):\(name(of: key))'",
                at: key.name.range,
                hint: "run `config set \(name(of: key)) VALUE`"
            )
        }
        return key.isSecret == true ? .output(Output(gathering: value).adding(isSecret: true)) : value
    }

    private func name(of key: ProgramTemplate.ConfigurationKey) -> String {
        key.setting.flatMap { $0.isEmpty ? nil : $0 } ?? key.name.text
    }

    /// Returns the stack's setting for the key.
    private func setting(of key: ProgramTemplate.ConfigurationKey) -> PropertyValue? {
        ConfigurationKey.full(name(of: key), project: context.project).flatMap { context.settings[$0] }
    }

    private func declaredType(of key: ProgramTemplate.ConfigurationKey) throws -> ConfigurationType? {
        guard let written = key.type else {
            if key.fallback != nil { return nil }
            throw fault("unable to infer type: either 'default' or 'type' is required", at: key.name.range)
        }
        if let type = ConfigurationType(named: written.text) { return type }
        throw fault(
            "unexpected configuration type '\(written.text)': valid types are \(ConfigurationType.allNames)",
            at: written.range
        )
    }

    /// Returns the type of a default, which must agree with the declared one.
    private func type(
        of value: PropertyValue,
        declared: ConfigurationType?,
        _ expression: Expression,
        _ key: ProgramTemplate.ConfigurationKey
    ) throws -> ConfigurationType {
        if value.holdsMarks {
            throw fault("a default must be a plain value", at: expression.range, hint: "write `secret: true` beside it")
        }
        let found: ConfigurationType
        do {
            found = try ConfigurationType(of: value.plain)
        } catch {
            throw fault(error.reason, at: expression.range)
        }
        guard let declared, !declared.accepts(value.plain, of: found) else { return declared ?? found }
        throw fault(
            "type mismatch: default value of type \(found) but type \(declared) was specified",
            at: key.name.range
        )
    }

    /// Parses a setting by its declared type: text stays text.
    private func value(
        of setting: PropertyValue,
        _ type: ConfigurationType?,
        _ key: ProgramTemplate.ConfigurationKey
    ) throws -> PropertyValue {
        if case .secret(let inner) = setting { return .secret(try value(of: inner, type, key)) }
        guard let type, type != .string else { return setting }
        let value = ProgramConfiguration.value(of: setting)
        guard type.holds(value) else {
            throw fault("configuration value '\(name(of: key))' is not of the type \(type)", at: key.name.range)
        }
        return value
    }
}

extension ConfigurationType {
    /// Returns whether a configured value has this type.
    fileprivate func holds(_ value: PropertyValue) -> Bool {
        switch (self, value) {
        case (.string, .string), (.number, .number), (.boolean, .bool), (.object, .map): true
        case (.integer, .number(let number)): number.rounded() == number
        case (.list(let element), .list(let elements)): elements.allSatisfy(element.holds)
        default: false
        }
    }
}
