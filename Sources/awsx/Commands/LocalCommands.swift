extension Command {
    /// `awsx local …`: AWS on this machine.
    static let local = Command(
        name: "local",
        summary: "start, stop or look at AWS on this machine",
        subcommands: [
            Command(name: "start", summary: "start local AWS") { _ in
                let (cloud, isNew) = try LocalCloud.startIfNeeded(
                    in: LocalCloudHome(environment: Environment.variables)
                )
                writeOut(isNew ? "local AWS started at \(cloud.endpoint)\n" : "local AWS runs at \(cloud.endpoint)\n")
                return .success
            },
            Command(name: "stop", summary: "end local AWS, and all that it holds") { _ in
                let home = LocalCloudHome(environment: Environment.variables)
                guard let cloud = LocalCloud.running(in: home) else {
                    writeOut("local AWS does not run\n")
                    return .success
                }
                cloud.stop(in: home)
                writeOut("local AWS stopped\n")
                return .success
            },
            Command(name: "status", summary: "tell whether local AWS runs, and where") { _ in
                guard let cloud = LocalCloud.running(in: LocalCloudHome(environment: Environment.variables)) else {
                    writeOut("local AWS does not run\n")
                    return .failure
                }
                writeOut("local AWS runs at \(cloud.endpoint), process \(cloud.process)\n")
                return .success
            },
        ]
    )
}
