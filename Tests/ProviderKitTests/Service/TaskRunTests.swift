import ProviderKit
import PulumiProtocol
import Synchronization
import Testing

@Suite("Runs of one-off tasks")
struct TaskRunTests {
    /// A provider whose task takes some looks to stop, and writes a line at each.
    private final class PlayedTasks: Sendable {
        let states: [String]
        let fault: String?
        let calls = Mutex<[String]>([])

        init(_ states: [String] = ["PENDING", "RUNNING", "STOPPED"], fault: String? = nil) {
            self.states = states
            self.fault = fault
        }

        func count(of method: String) -> Int { calls.withLock { $0.count { $0 == method } } }

        func call(_ method: String, _ arguments: PropertyMap) throws -> PropertyMap {
            calls.withLock { $0.append(method) }
            let looks = count(of: TaskCall.inspect.rawValue)
            switch method {
            case TaskCall.start.rawValue:
                return ["tasks": ["arn:task/1"], "taskDefinition": "web:3", "logs": ["source"]]
            case TaskCall.inspect.rawValue:
                #expect(arguments["tasks"] == ["arn:task/1"])
                let status = count(of: TaskCall.stop.rawValue) > 0 ? "STOPPED" : states[min(looks, states.count) - 1]
                var state = TaskState(arn: "arn:task/1", status: status)
                state.isStopped = status == "STOPPED"
                state.exitCode = state.isStopped ? (fault == nil ? 0 : 3) : nil
                state.fault = state.isStopped ? fault : nil
                return ["tasks": [state.value]]
            case ResourceLogs.eventsMethod:
                let events = (1...looks).map { number -> PropertyValue in
                    let text = PropertyValue.string("\(number)")
                    return ["id": text, "time": .number(Double(number)), "stream": "s", "message": text]
                }
                return [ResourceLogs.eventsKey: .list(events)]
            default: return [:]
            }
        }
    }

    private static func run(
        _ tasks: PlayedTasks,
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        pause: @escaping @Sendable (Duration) async throws -> Void = { _ in }
    ) async throws -> (TaskOutcome, [String]) {
        let run = TaskRun(by: { try tasks.call($0, $1) }, isInterrupted: isInterrupted, pause: pause)
        var seen: [String] = []
        let outcome = try await run.run(["taskDefinition": "web"]) { event in
            switch event {
            case .started(let launch): seen.append("started \(launch.tasks.count) of \(launch.taskDefinition)")
            case .status(let task): seen.append(task.status)
            case .log(let event): seen.append(event.message)
            case .stopping: seen.append("stopping")
            }
        }
        return (outcome, seen)
    }

    @Test("states and log lines are shown as they come, each once")
    func shows() async throws {
        let (outcome, seen) = try await Self.run(PlayedTasks(["PENDING", "RUNNING", "RUNNING", "STOPPED"]))
        #expect(seen == ["started 1 of web:3", "PENDING", "1", "RUNNING", "2", "3", "STOPPED", "4"])
        #expect(outcome.failure == nil && outcome.tasks.map(\.exitCode) == [0])
    }

    @Test("a failed task is told with its fault and the last ten lines of the log, and keeps its exit code")
    func fails() async throws {
        let states = Array(repeating: "RUNNING", count: 11) + ["STOPPED"]
        let (outcome, _) = try await Self.run(PlayedTasks(states, fault: "it ended with exit code 3"))
        let failure = try #require(outcome.failure)
        #expect(failure.exitCode == 3 && failure.lastLines == (3...12).map(String.init))
        #expect(
            failure.description.hasPrefix(
                "task 1 of web:3 failed: it ended with exit code 3\nthe last lines of the log:\n  3\n  4"
            )
        )
    }

    @Test("an interrupted run stops its tasks once, and waits for their end")
    func interrupted() async throws {
        let tasks = PlayedTasks(["RUNNING"])
        let (outcome, seen) = try await Self.run(
            tasks,
            isInterrupted: { tasks.count(of: TaskCall.inspect.rawValue) >= 2 }
        )
        #expect(tasks.count(of: TaskCall.stop.rawValue) == 1)
        #expect(seen.suffix(3) == ["stopping", "STOPPED", "3"])
        #expect(outcome.tasks.map(\.isStopped) == [true])
    }

    @Test("a run that is cancelled stops its tasks")
    func cancelled() async throws {
        let tasks = PlayedTasks(["RUNNING"])
        await #expect(throws: CancellationError.self) {
            _ = try await Self.run(tasks, pause: { _ in throw CancellationError() })
        }
        #expect(tasks.count(of: TaskCall.stop.rawValue) == 1)
    }

    @Test("a state is the same after a journey through a value")
    func values() {
        var state = TaskState(arn: "arn:task/1", status: "STOPPED")
        state.isStopped = true
        state.exitCode = 3
        state.stopCode = "EssentialContainerExited"
        state.stoppedReason = "because"
        state.containers = [.init(name: "a", exitCode: 3, reason: "x"), .init(name: "b")]
        state.fault = "it failed"
        #expect(TaskState(state.value) == state)
    }
}
