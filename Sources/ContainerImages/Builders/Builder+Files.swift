internal import Connections

extension Builder {
    /// Writes what the commands of the builder need in files, and returns the variables that lead them there.
    ///
    /// - Parameters:
    ///   - credentials: The credentials of registries.
    ///   - folder: The folder for the files, and for the temporary files of the builder.
    /// - Returns: The variables.
    /// - Throws: ``DescriptorError`` if a file cannot be written.
    func variables(
        for credentials: [RegistryCredentials],
        in folder: PrivateFolder
    ) throws(DescriptorError) -> [String: String] {
        let kind = descriptor.credentialsFile
        let file = CredentialsFile(kind: kind, credentials: credentials, environment: environment)
        var variables = try file.write(to: folder)
        variables["TMPDIR"] = try folder.makeFolder("tmp")
        if kind == .containers, let text = ShortNames(environment: environment).completed {
            variables["CONTAINERS_REGISTRIES_CONF"] = try folder.write(text, to: "registries.conf")
        }
        return variables
    }
}
