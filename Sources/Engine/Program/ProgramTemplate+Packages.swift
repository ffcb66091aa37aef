internal import PackageSchema

extension ProgramTemplate {
    /// The sorted packages of the program, with the required versions.
    var packageVersions: [(package: String, version: String?)] {
        var versions: [String: String] = [:]
        func use(_ package: String, _ version: String?) {
            guard package != "pulumi" else { return }
            if let version {
                versions[package] = version
            } else if versions[package] == nil {
                versions[package] = ""
            }
        }
        func useInvocations(in expression: Expression) {
            expression.invocations { invocation, _ in
                use(TypeToken.package(of: invocation.token), invocation.options.version?.text)
            }
        }
        for resource in resources {
            use(resource.package, resource.options.version?.text)
            resource.expressions.forEach(useInvocations)
        }
        for binding in variables { useInvocations(in: binding.value) }
        for binding in outputs { useInvocations(in: binding.value) }
        return versions.sorted { $0.key < $1.key }.map { ($0.key, $0.value.isEmpty ? nil : $0.value) }
    }
}
