/// The part of the Python program of local AWS that plays one-off tasks, which in moto run for ever.
///
/// No container runs. A task goes through the states of its life, one at each look, and ends with exit code 0. Of its
/// commands it knows a few words of the shell, so that examples and tests can have a log, a failure or a long task:
/// `echo TEXT` writes to the container's log, `exit N` and `false` end it, and `sleep N` takes its time.
enum LocalTaskServer {
    /// The program; it needs `ecs`, which is the module `moto.ecs.models`.
    static let source = #"""
        import copy, re, shlex, string, time
        from moto.ecs.exceptions import InvalidParameterException
        from moto.logs.models import logs_backends
        from moto.moto_api._internal.managed_state_model import ManagedState

        class PlayedContainer:
            def __init__(self, definition, override):
                self.definition, self.lines, self.code, self.seconds = definition, [], 0, 0.0
                variables = {one["name"]: one["value"] for source in (definition, override)
                             for one in source.get("environment") or []}
                words = override.get("command") or definition.get("command") or []
                script = words[-1] if "-c" in words else shlex.join(words)
                for part in re.split(r"&&|;|\n", script):
                    try:
                        name, *rest = shlex.split(string.Template(part).safe_substitute(variables)) or [""]
                    except ValueError:
                        continue
                    if name == "echo":
                        self.lines.append(" ".join(rest))
                    elif name == "sleep" and rest[:1]:
                        self.seconds += float(re.sub(r"[^0-9.]", "", rest[0]) or 0)
                    elif name in ("exit", "false"):
                        self.code = 1 if name == "false" else int(rest[0]) if rest[:1] and rest[0].isdigit() else 0
                        break

            def write(self, task):
                settings = self.definition.get("logConfiguration") or {}
                options = settings.get("options") or {}
                group, prefix = options.get("awslogs-group"), options.get("awslogs-stream-prefix")
                backend = logs_backends[task._account_id][options.get("awslogs-region", task.region_name)]
                if settings.get("logDriver") != "awslogs" or not prefix or group not in backend.groups:
                    return
                stream, now = f"{prefix}/{self.definition['name']}/{task.id}", int(time.time() * 1000)
                backend.create_log_stream(group, stream)
                if self.lines:
                    events = [{"timestamp": now, "message": line} for line in self.lines]
                    backend.put_log_events(group, stream, events)

        class PlayedTask:
            states = ["PENDING", "RUNNING", "DEPROVISIONING", "STOPPED"]

            def __init__(self, task, definition):
                overrides = {one.get("name"): one for one in (task.overrides or {}).get("containerOverrides") or []}
                self.left = list(self.states)
                self.containers = [PlayedContainer(one, overrides.get(one["name"], {}))
                                   for one in definition.container_definitions]
                self.end = 0.0
                models = []
                for played in self.containers:
                    model = copy.copy(task.containers[0])
                    model.name, model.image = played.definition["name"], played.definition.get("image")
                    model.exitCode = None
                    models.append(model)
                task.containers, task._status = models, "PROVISIONING"

            def look(self, task):
                if not self.left or (task._status == "RUNNING" and time.time() < self.end):
                    return
                task._status = self.left.pop(0)
                for model in task.containers:
                    model.last_status = task._status if task._status in ("RUNNING", "STOPPED") else model.last_status
                if task._status == "RUNNING":
                    self.end = time.time() + max(one.seconds for one in self.containers)
                    for played in self.containers:
                        played.write(task)
                if task._status == "STOPPED":
                    self.stop(task, "EssentialContainerExited", "Essential container in task exited",
                              [one.code for one in self.containers])

            def stop(self, task, code, reason, exits):
                self.left, task._status, task.desired_status = [], "STOPPED", "STOPPED"
                task.stop_code, task.stopped_reason = code, reason
                for model, exit in zip(task.containers, exits):
                    model.exitCode, model.last_status = exit, "STOPPED"

        run_task = ecs.EC2ContainerServiceBackend.run_task
        stop_task = ecs.EC2ContainerServiceBackend.stop_task

        def run_played_task(self, *positional, **named):
            try:
                tasks = run_task(self, *positional, **named)
            except Exception as error:
                if "No instances found" not in str(error):
                    raise
                raise InvalidParameterException("No Container Instances were found in your cluster.") from None
            for task in tasks:
                task.played = PlayedTask(task, self.describe_task_definition(task.task_definition_arn))
            return tasks

        def stop_played_task(self, cluster, name, reason):
            task = stop_task(self, cluster, name, reason)
            if played := getattr(task, "played", None):
                played.stop(task, "UserInitiated", reason, [143] * len(task.containers))
            return task

        def look_at_task(self):
            if played := getattr(self, "played", None):
                played.look(self)
            else:
                ManagedState.advance(self)

        ecs.EC2ContainerServiceBackend.run_task = run_played_task
        ecs.EC2ContainerServiceBackend.stop_task = stop_played_task
        ecs.Task.advance = look_at_task
        """#
}
