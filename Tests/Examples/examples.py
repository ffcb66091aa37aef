"""Deploys the examples to local AWS as a newcomer does, and checks that they settle and leave nothing.

    examples.py --cli PATH/awsx [NAME ...]

Each example goes up, is unchanged when it is deployed again and after a refresh, may be changed, and is destroyed; then
local AWS holds what it held before. Services that are scaled get another number of tasks in between, which stays. The
image of an example with a Dockerfile is pulled back and read, the steps after the first build and push nothing, and the
registry's token is in no file and no output; nor are the secrets of an example, but for its program. Exit status 1 if
one falls short.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Oracles"))
import pushed_image  # noqa: E402
from local_inventory import LocalAWS, added  # noqa: E402

STEPS = {
    "up": ("up", "--yes", "--skip-preview"),
    "second up": ("up", "--yes", "--skip-preview", "--expect-no-changes"),
    "refresh": ("refresh", "--yes", "--skip-preview", "--expect-no-changes"),
    "up after the refresh": ("up", "--yes", "--skip-preview", "--expect-no-changes"),
    "change": ("up", "--yes", "--skip-preview"),
    "up after the change": ("up", "--yes", "--skip-preview", "--expect-no-changes"),
    "destroy": ("destroy", "--yes", "--skip-preview"),
}

# Further commands of an example once it is up: their words, exit status, and what they print.
COMMANDS = {
    "one-off-task": [
        (("run", "migrate"), 0, "Migrating to 41\nDone\n"),
        (("run", "migrate", "--env", "VERSION=42"), 0, "Migrating to 42\nDone\n"),
        (("run", "migrate", "--", "sh", "-c", "echo This fails; exit 3"), 3, "This fails\n"),
        (("run", "migrate", "--launch-type", "EC2"), 1, ""),
    ],
}

BUILDERS = {name: path for name in ("docker", "buildah", "podman") if (path := shutil.which(name))}
# The words of builders' commands that make or move images.
WORK = {"bud", "build", "push", "pull"}
# The password in the token that local AWS hands out.
TOKEN = "token-of-local-aws"
# The secrets that examples have, as their programs give them.
SECRETS = {"secrets-from-ssm-and-secrets-manager": ("example-key", "example-password")}


# What is changed of an example once it is up: a text of its program, and the one in its place.
CHANGES = {
    "service-with-scaling": ("image: nginx:latest", "image: nginx:1.27"),
    "scheduled-task": ("cron(0 3 * * ? *)", "cron(0 4 * * ? *)"),
    "fargate-spot": ("weight: 3", "weight: 4"),
    "firelens-sidecar": ("log_stream_prefix: web-", "log_stream_prefix: nginx-"),
    "services-behind-listener-rules": ("values: [/api/*]", "values: [/api/*, /v2/*]"),
    "blue-green": ('default: "1.27"', 'default: "1.28"'),
    "trail": ("isMultiRegionTrail: true", "isMultiRegionTrail: false"),
    "secrets-from-ssm-and-secrets-manager": ("default: example-password", "default: example-password-2"),
    "efs-volume": ("AFTER_30_DAYS", "AFTER_7_DAYS"),
    "ec2-service-on-capacity-provider": ("targetCapacity: 100", "targetCapacity: 90"),
    "existing-cluster-and-roles": ("memory: 512", "memory: 1024"),
    "https-domain": ("name: www.shop.example", "name: web.shop.example"),
    "one-off-task": ("value: '41'", "value: '42'"),
    "service-connect": ("                port: 80\n", "                port: 8080\n"),
}


class Example:
    """One example in a folder, with a state and a local AWS of its own."""

    def __init__(self, cli: str, name: str, work: Path):
        self.cli, self.name, self.folder = cli, name, work / "app"
        shutil.copytree(ROOT / "examples" / name, self.folder)
        (work / "state").mkdir()
        self.home = work / "home"
        self.env = os.environ | {"PULUMI_HOME": str(self.home), "PULUMI_BACKEND_URL": f"file://{work / 'state'}",
                                 "NO_COLOR": "1", "PATH": f"{work / 'bin'}:{os.environ['PATH']}"}
        # A stack without secrets needs no passphrase.
        self.env.pop("PULUMI_CONFIG_PASSPHRASE", None)
        self.secrets = SECRETS.get(name, ())
        if self.secrets:
            self.env["PULUMI_CONFIG_PASSPHRASE"] = "passphrase"
        self.built, self.output = work / "built", ""
        self.built.touch()
        (work / "bin").mkdir()
        for builder, path in BUILDERS.items():
            program = work / "bin" / builder
            program.write_text(f"#!/bin/sh\necho {builder} \"$@\" >>{self.built}\nexec {path} \"$@\"\n")
            program.chmod(0o755)

    def builds(self) -> list[str]:
        """The commands of builders so far that made or moved images."""
        return [line for line in self.built.read_text().splitlines() if WORK & set(line.split())]

    @property
    def page(self) -> Path | None:
        """The page that the example's Dockerfile adds to its image."""
        return next(self.folder.glob("*/index.html"), None)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([self.cli, *words], cwd=self.folder, env=self.env, capture_output=True, text=True,
                              timeout=300, check=False)
        self.output += done.stdout + done.stderr
        return done

    def change(self) -> bool:
        """Changes the program, and returns whether a preview shows changes."""
        program = self.folder / "Pulumi.yaml"
        program.write_text(program.read_text().replace(*CHANGES[self.name]))
        return self.run("preview", "--local", "--non-interactive", "--expect-no-changes").returncode != 0

    def image_faults(self, aws: LocalAWS) -> list[str]:
        """What is wrong with the image that the output names, and with what the task definitions name."""
        if not self.builds():
            return ["nothing was built"]
        ecs = aws.client["ecs"]
        arns = ecs.list_task_definitions(status="ACTIVE")["taskDefinitionArns"]
        images = {container["image"] for arn in arns for container in
                  ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]["containerDefinitions"]}
        image = self.run("stack", "output", "image", "--local").stdout.strip()
        if images - {image}:
            return [f"the task definitions name {images}, and not {image}"]
        repository, digest = image.split("@")
        details = aws.client["ecr"].describe_images(repositoryName=repository.split("/", 1)[1])["imageDetails"]
        if digest not in {one["imageDigest"] for one in details}:
            return ["ECR does not have the image"]
        content = pushed_image.files(f"{repository}@{digest}")
        return [] if self.page.read_bytes() in content.values() else [f"the image has only {sorted(content)}"]

    def wrong_commands(self) -> list[str]:
        """The further commands that end otherwise than they should."""
        found = []
        for words, status, text in COMMANDS.get(self.name, []):
            done = self.run(*words[:2], "--local", *words[2:])
            if (done.returncode, done.stdout) != (status, text):
                found.append(f"{' '.join(words)} ends with {done.returncode}:\n{done.stdout}{done.stderr}")
        return found

    def leaks(self) -> list[str]:
        """The places where the token of the registry or a secret of the example can be read."""
        work = self.folder.parent
        files = (p for place in (self.folder, self.home, work / "state") for p in place.rglob("*")
                 if p.is_file() and p != self.folder / "Pulumi.yaml")
        texts = {str(p.relative_to(work)): p.read_text(errors="replace") for p in files} | {"the output": self.output}
        return [place for place, text in texts.items() if any(s in text for s in (TOKEN, *self.secrets))]

    def faults(self) -> list[str]:
        self.run("local", "start")
        try:
            aws = LocalAWS(json.loads((self.home / "awsx-local.json").read_text())["port"])
            before = aws.inventory()
            for step, words in STEPS.items():
                built = self.builds()
                if "change" in step and self.name not in CHANGES:
                    continue
                if step == "change" and not self.change():
                    return ["the change shows no change"]
                done = self.run(*words, "--local", "--non-interactive")
                if done.returncode:
                    return [f"{step} fails:\n{(done.stdout + done.stderr)[-3000:]}"]
                if step == "up" and aws.inventory() == before:
                    return ["up creates nothing"]
                if step == "up" and self.page and (wrong := self.image_faults(aws)):
                    return wrong
                if step == "up" and (wrong := self.wrong_commands()):
                    return wrong
                if step not in ("up", "change") and self.builds() != built:
                    return [f"{step} builds: {self.builds()[len(built):]}"]
                if leaks := self.leaks():
                    return [f"after {step}, a secret is in {', '.join(leaks)}"]
                if step == "second up":
                    scaled = aws.scale_out()
                if step in ("up after the refresh", "up after the change"):
                    if (found := aws.numbers_of_tasks(scaled)) != scaled:
                        return [f"the numbers of tasks, once {scaled}, have become {found}"]
            return [f"{thing} is left" for thing in added(aws.inventory(), before)]
        finally:
            self.run("local", "stop")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    names = options.names or sorted(p.parent.name for p in (ROOT / "examples").glob("*/Pulumi.yaml"))
    wrong = 0
    if not (BUILDERS and shutil.which("skopeo") and (shutil.which("docker-registry") or shutil.which("registry"))):
        if os.environ.get("CI"):
            sys.exit("examples: a builder, skopeo or docker-registry is missing; scripts/setup installs them")
        print("examples: without a builder, skopeo and docker-registry, those with a Dockerfile are left out")
        names = [name for name in names if not next((ROOT / "examples" / name).glob("*/Dockerfile"), None)]
    for name in names:
        with tempfile.TemporaryDirectory() as work:
            faults = Example(os.path.abspath(options.cli), name, Path(work)).faults()
        print(f"{name}: {'; '.join(faults) or 'up, unchanged, refreshed, destroyed, nothing left'}", flush=True)
        wrong += bool(faults)
    print(f"{len(names) - wrong} of {len(names)} examples hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
