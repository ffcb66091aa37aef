/// The Python program of `awsx local start`: moto's server, adapted where it differs from AWS in what programs see.
enum LocalCloudServer {
    /// The argument that identifies the process, so that `stop` ends no other one.
    static let marker = "awsx-local-aws"

    /// The program: when it is ready it prints a line, and serves until it is stopped.
    ///
    /// Its argument is the folder for the images. The line has its port, and the address of the registry if there is
    /// one. moto reports a fixed number of running tasks, which it reads from a variable for each new service. The
    /// program sets it to the service's desired count. In the ARN of every load balancer moto says `app`, also where AWS
    /// says `net` or `gwy`. It issues certificates after a minute, which nobody should wait for; the program has it done at
    /// once. It launches no instance by a second version of a launch template with user data, since it takes that data
    /// for unreadable, and counts a template's own tags among those of its instances. It overlooks the types and codes
    /// of ICMP in the rules of network ACLs.
    static let source = """
        import os, signal, sys, threading
        os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", "0")
        try:
            import moto.ec2.models.launch_templates as templates
            import moto.ec2.responses.network_acls as acls
            import moto.ecs.models as ecs
            import moto.elbv2.models as elb
            from moto.ec2.utils import parse_user_data
            from moto.server import DomainDispatcherApplication, create_backend_app
            from werkzeug.serving import make_server
        except ImportError as missing:
            sys.exit(f"{sys.executable}: {missing}")

        lock, make_service = threading.Lock(), ecs.Service.__init__

        def make_running_service(self, *positional, **named):
            desired = named["desired_count"] if "desired_count" in named else positional[2]
            with lock:
                os.environ["MOTO_ECS_SERVICE_RUNNING"] = str(desired or 0)
                make_service(self, *positional, **named)

        ecs.Service.__init__ = make_running_service

        make_version = templates.LaunchTemplate.create_version

        def make_version_as_given(self, data, description):
            data = {**data, "TagSpecifications": [
                tags for tags in data.get("TagSpecifications", []) if tags["ResourceType"] != "launch-template"
            ]}
            if isinstance(text := data.get("UserData"), str):
                data["UserData"] = parse_user_data(text)
            return make_version(self, data, description)

        templates.LaunchTemplate.create_version = make_version_as_given

        member = acls.NetworkACLs._get_param

        def member_of_model(self, name, *rest, **named):
            return member(self, name.replace("Icmp.", "IcmpTypeCode."), *rest, **named)

        acls.NetworkACLs._get_param = member_of_model

        kind, make_arn = threading.local(), elb.make_arn_for_load_balancer
        make_load_balancer = elb.ELBv2Backend.create_load_balancer

        def make_load_balancer_of_kind(self, *positional, **named):
            kind.name = {"network": "net", "gateway": "gwy"}.get(named.get("loadbalancer_type"), "app")
            return make_load_balancer(self, *positional, **named)

        elb.ELBv2Backend.create_load_balancer = make_load_balancer_of_kind
        elb.make_arn_for_load_balancer = lambda **parts: make_arn(**parts).replace("/app/", f"/{kind.name}/", 1)

        \(LocalTaskServer.source)
        \(LocalFailingTasks.source)

        \(LocalRegistryServer.source)
        registry = Registry(sys.argv[2])
        registry.serve_ecr()

        def stop(*_):
            registry.stop()
            os._exit(0)

        signal.signal(signal.SIGTERM, stop)
        server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
        print(server.server_port, registry.address or "", flush=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        server.serve_forever()
        """
}
