"""Runs moto's server on a free port of this machine: prints its address, and ends when its standard input ends."""
import os
import sys

# Services reach their steady state, and the policies of AWS exist. moto reads both when it is imported.
os.environ["MOTO_ACM_VALIDATION_WAIT"] = "0"
os.environ["MOTO_ECS_SERVICE_RUNNING"] = "1"
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from moto.server import ThreadedMotoServer  # noqa: E402

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print(f"http://{host}:{port}", flush=True)
sys.stdin.read()
os._exit(0)
