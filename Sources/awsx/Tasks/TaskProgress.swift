import JSON
import ProviderKit
import PulumiProtocol

/// The text of a run of one-off tasks: the log on standard output, everything else on standard error.
struct TaskProgress {
    /// Indicates that events and results are printed as JSON, one a line.
    let isJSON: Bool
    private var tellsContainers = false
    private var tellsTasks = false

    /// Creates the text of a run that has not begun.
    init(isJSON: Bool) { self.isJSON = isJSON }

    /// Prints an event.
    mutating func show(_ event: TaskRun.Event) {
        switch event {
        case .started(let launch):
            tellsTasks = launch.tasks.count > 1
            tellsContainers = launch.logs.count > launch.tasks.count
            show(launch)
        case .status(let task):
            writeError("Task \(task.id): \(task.status)\n")
        case .log(let event):
            writeOut(isJSON ? event.json : line(event))
        case .stopping:
            writeError("Stopping…\n")
        }
    }

    /// Prints the tasks that were accepted.
    func show(_ launch: TaskLaunch) {
        for arn in launch.tasks {
            writeError("Started task \(arn) of \(launch.taskDefinition)\n")
        }
        if launch.logs.isEmpty {
            writeError("Its containers write no log to CloudWatch: their log driver is not awslogs.\n")
        }
    }

    /// Prints the result of tasks as JSON, if that is wanted.
    func showResult(_ tasks: [TaskState]) {
        guard isJSON else { return }
        for task in tasks { writeOut(JSON(plain: task.value).text() + "\n") }
    }

    /// The message on a line of its own, after the container and task where there are several.
    private func line(_ event: LogEvent) -> String {
        // The streams of the driver are called prefix/container/task.
        let parts = event.stream.split(separator: "/").suffix(2)
        let place = [
            tellsContainers ? parts.first.map(String.init) : nil, tellsTasks ? parts.last.map(String.init) : nil,
        ].compactMap(\.self)
        return (place + [PlainText.line(event.message)]).joined(separator: "  ") + "\n"
    }
}
