extension Command {
    /// The commands `awsx local …`, which control a local AWS simulator.
    static let local = Command(
        name: "local",
        summary: "Manage the local AWS simulator",
        subcommands: [
            Command(name: "start", summary: "Start local AWS") { _ in
                let (cloud, isNew) = try LocalCloud.startIfNeeded(
                    in: LocalCloudHome(environment: Console.current.environment())
                )
                writeOut(
                    isNew
                        ? "local AWS started at \(cloud.addresses)\n"
                        : "local AWS is already running at \(cloud.addresses)\n"
                )
                return .success
            },
            Command(name: "stop", summary: "Stop local AWS and discard its data") { _ in
                let home = LocalCloudHome(environment: Console.current.environment())
                guard let cloud = LocalCloud.running(in: home) else {
                    writeOut("local AWS is not running\n")
                    return .success
                }
                cloud.stop(in: home)
                writeOut("local AWS stopped\n")
                return .success
            },
            Command(name: "status", summary: "Print whether local AWS is running, and its addresses") { _ in
                guard let cloud = LocalCloud.running(in: LocalCloudHome(environment: Console.current.environment()))
                else {
                    writeOut("local AWS is not running\n")
                    return .failure
                }
                writeOut("local AWS is running at \(cloud.addresses), process \(cloud.process)\n")
                return .success
            },
        ]
    )
}
