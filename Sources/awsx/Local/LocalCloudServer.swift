/// The program that `awsx local start` gives to Python: moto's server, made to behave as AWS does where a deployment
/// waits for it.
enum LocalCloudServer {
    /// Marks the process in the process table, so that `stop` ends nothing else.
    static let marker = "awsx-local-aws"

    /// Prints the port it listens on, a line, once it answers; then serves until it is ended.
    ///
    /// moto reports a fixed number of running tasks, from a variable that it reads whenever a service is made. Here
    /// the variable follows the service's desired count, so that every service reaches its steady state.
    static let source = """
        import os, sys, threading
        try:
            import moto.ecs.models as ecs
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
        server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
        print(server.server_port, flush=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        server.serve_forever()
        """
}
