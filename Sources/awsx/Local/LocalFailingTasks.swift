/// The part of ``LocalCloudServer`` that makes the tasks of a service fail, to show what happens then.
enum LocalFailingTasks {
    /// Python functions, whose caller has imported `ecs`, `os`, `threading` and defined `lock`.
    ///
    /// A container with one of these environment variables fails, once for each time that its service is described:
    /// with `AWSX_LOCAL_EXIT_CODE` it ends with this code, with `AWSX_LOCAL_STOP_REASON` its task does not start, for
    /// this reason. `AWSX_LOCAL_LOG` is what it writes before, line by line. Events, stopped tasks and log streams are
    /// as ECS makes them. A service whose task definition has no such variable any more becomes steady.
    static let source = """
        import copy, time
        from moto.core.utils import utcnow
        from moto.logs.models import logs_backends

        def failing_containers(definition):
            for container in definition.container_definitions:
                variables = {one["name"]: one.get("value", "") for one in container.get("environment") or []}
                if {"AWSX_LOCAL_EXIT_CODE", "AWSX_LOCAL_STOP_REASON"} & set(variables):
                    yield container, variables

        def tell(service, text):
            message = f"(service {service.name}) {text}"
            service.events.insert(0, {"id": str(ecs.mock_random.uuid4()), "createdAt": utcnow(), "message": message})

        def end_container(task, definition, container, variables):
            ended = ecs.Container(definition)
            ended.name, ended.image, ended.last_status = container["name"], container.get("image"), "STOPPED"
            ended.exitCode = int(variables["AWSX_LOCAL_EXIT_CODE"]) if "AWSX_LOCAL_EXIT_CODE" in variables else None
            options = (container.get("logConfiguration") or {}).get("options") or {}
            if ended.exitCode is not None and "awslogs-group" in options and variables.get("AWSX_LOCAL_LOG"):
                stream = f"{options.get('awslogs-stream-prefix')}/{container['name']}/{task.id}"
                logs, group = logs_backends[task._account_id][task.region_name], options["awslogs-group"]
                now, lines = int(time.time() * 1000), variables["AWSX_LOCAL_LOG"].splitlines()
                logs.ensure_log_stream(group, stream)
                logs.put_log_events(group, stream, [{"timestamp": now, "message": line} for line in lines])
            return ended

        def fail_task(backend, service, deployment, definition, failing):
            plain = copy.copy(definition)
            plain.network_mode = "bridge"  # a task of its own network would keep an interface
            task = ecs.Task(
                cluster=backend._get_cluster(service.cluster_name), task_definition=plain, container_instance_arn=None,
                resource_requirements=None, backend=backend, group=f"service:{service.name}",
                launch_type=service.launch_type, started_by=deployment["id"])
            task.containers = [end_container(task, definition, *one) for one in failing]
            reasons = [variables.get("AWSX_LOCAL_STOP_REASON") for _, variables in failing]
            task.stopped_reason = next(filter(None, reasons), "Essential container in task exited")
            task.stop_code = "TaskFailedToStart" if any(reasons) else "EssentialContainerExited"
            task.last_status = task.desired_status = "STOPPED"
            task.stopped_at = utcnow()
            backend.tasks.setdefault(service.cluster_name, {})[task.task_arn] = task
            tell(service, f"has started 1 tasks: (task {task.id}).")
            if deployment["failedTasks"] == 3:
                tell(service, "is unable to consistently start tasks successfully.")

        def advance(backend, service):
            if service.status != "ACTIVE" or not service.deployments or not service.task_definition:
                return
            deployment = service.deployments[0]
            try:
                definition = backend.describe_task_definition(service.task_definition)
            except Exception:  # deleted since
                return
            failing = list(failing_containers(definition))
            if not failing and not getattr(service, "is_failing", False):
                return
            service.is_failing = bool(failing)
            if deployment["taskDefinition"] != definition.arn:
                number = ecs.mock_random.randint(0, 32**12)
                deployment |= {"id": f"ecs-svc/{number}", "taskDefinition": definition.arn, "failedTasks": 0}
            if failing and service.desired_count:
                deployment["failedTasks"] += 1
                fail_task(backend, service, deployment, definition, failing)
            service.running_count = 0 if failing else service.desired_count
            service.pending_count = service.desired_count - service.running_count
            deployment |= {"rolloutState": "IN_PROGRESS" if failing else "COMPLETED",
                           "runningCount": service.running_count, "pendingCount": service.pending_count}

        describe_services = ecs.EC2ContainerServiceBackend.describe_services

        def describe_failing_services(self, *arguments):
            services, failures = describe_services(self, *arguments)
            with lock:
                for service in services:
                    advance(self, service)
            return services, failures

        ecs.EC2ContainerServiceBackend.describe_services = describe_failing_services
        """
}
