/// The part of the Python program of local AWS that serves images: a registry beside moto, which moto's ECR names.
///
/// moto's ECR keeps no layers, and names the hosts of AWS. The program starts the registry of the Distribution project
/// on a free loopback port, and has ECR answer with its address. What was pushed and what is deleted is read from and
/// removed in the registry's folder, whose layout is the same in all its versions.
enum LocalRegistryServer {
    /// The program; it defines `registry`, whose `address` is `None` if there is none.
    ///
    /// The registry takes any credentials: it cannot tell whether a token is one that moto has made up.
    static let source = """
        import ctypes, glob, json, re, shutil, subprocess
        from datetime import datetime, timedelta, timezone
        from pathlib import Path
        import moto.ecr.models as ecr
        from moto.core.exceptions import JsonRESTError
        from moto.core.responses import ActionResult
        from moto.ecr.responses import ECRResponse

        class Registry:
            remedy = "; install docker-registry (Debian: apt-get install docker-registry), and run awsx local stop"

            def __init__(self, home):
                for old in map(Path, glob.glob(f"{home}/awsx-local-registry-*")):
                    if not Path("/proc", old.name.rpartition("-")[2]).exists():
                        shutil.rmtree(old, ignore_errors=True)
                self.folder = Path(f"{home}/awsx-local-registry-{os.getpid()}")
                self.content = self.folder / "docker/registry/v2"
                self.address, self.process, self.lock = None, None, threading.RLock()
                program = shutil.which("docker-registry") or shutil.which("registry")
                if program is None:
                    self.problem = "local AWS has no registry to push images to" + self.remedy
                else:
                    self.start(program)

            def start(self, program):
                self.folder.mkdir(0o700)
                settings = self.folder / "config.json"
                settings.write_text(json.dumps({
                    "version": 0.1,
                    "log": {"accesslog": {"disabled": True}},
                    "storage": {"filesystem": {"rootdirectory": str(self.folder)}, "delete": {"enabled": True}},
                    "http": {"addr": "127.0.0.1:0"},
                }))
                # The signal 9 when this process ends, whatever ends it (PR_SET_PDEATHSIG is 1).
                die_with_parent = lambda: ctypes.CDLL(None).prctl(1, 9)
                self.process = subprocess.Popen(
                    [program, "serve", str(settings)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE, text=True, errors="replace", preexec_fn=die_with_parent)
                line = "it wrote nothing"
                for line in self.process.stderr:
                    if found := re.search(r"listening on (127\\.0\\.0\\.1:[0-9]+)", line):
                        self.address = found[1]
                        threading.Thread(target=self.copy_log, daemon=True).start()
                        return
                self.problem = f"the registry of local AWS does not start: {program}: {line.strip()}{self.remedy}"

            def copy_log(self):
                for line in self.process.stderr:
                    sys.stderr.write(line)

            def stop(self):
                if self.process:
                    self.process.kill()
                    self.process.wait()
                shutil.rmtree(self.folder, ignore_errors=True)

            def digests(self, name):
                links = (self.content / "repositories" / name / "_manifests/revisions/sha256").glob("*/link")
                return {link.read_text(): link.parent for link in links}

            def tags(self, name):
                links = (self.content / "repositories" / name / "_manifests/tags").glob("*/current/link")
                return {link.parent.parent.name: (link.read_text(), link.parent.parent) for link in links}

            def load(self, repository):
                digests, tags = self.digests(repository.name), self.tags(repository.name)
                images = {image.get_image_digest(): image for image in repository.images
                          if not hasattr(image, "is_pushed") or image.get_image_digest() in digests}
                for digest in digests.keys() - images.keys():
                    hexadecimal = digest.removeprefix("sha256:")
                    manifest = (self.content / f"blobs/sha256/{hexadecimal[:2]}/{hexadecimal}/data").read_text()
                    kind = json.loads(manifest).get("mediaType", "application/vnd.oci.image.manifest.v1+json")
                    images[digest] = image = ecr.Image(
                        repository.account_id, None, manifest, repository.name, kind, digest, repository.registry_id)
                    image.is_pushed = True
                for digest in digests:
                    images[digest].image_tags = sorted(tag for tag, (of, _) in tags.items() if of == digest)
                    images[digest].image_tag = next(iter(images[digest].image_tags), None)
                repository.images = [*images.values()]

            def store(self, repository):
                kept = {image.get_image_digest(): image.image_tags for image in repository.images}
                gone = [folder for digest, folder in self.digests(repository.name).items() if digest not in kept]
                gone += [folder for tag, (digest, folder) in self.tags(repository.name).items()
                         if tag not in kept.get(digest, [])]
                for folder in gone:
                    shutil.rmtree(folder, ignore_errors=True)

            def mirrored(self, method):
                def call(backend, repository_name, *positional, **named):
                    with self.lock:
                        repository = backend.repositories.get(repository_name)
                        if repository:
                            self.load(repository)
                        answer = method(backend, repository_name, *positional, **named)
                        if repository_name not in backend.repositories:
                            shutil.rmtree(self.content / "repositories" / repository_name, ignore_errors=True)
                        elif repository:
                            self.store(repository)
                        return answer
                return call

            def serve_ecr(self):
                make_repository = ecr.Repository.__init__

                def make_local_repository(repository, *positional, **named):
                    make_repository(repository, *positional, **named)
                    if self.address:
                        repository.uri = f"{self.address}/{repository.name}"

                def authorize(response):
                    if not self.address:
                        raise JsonRESTError("RegistryNotAvailable", self.problem)
                    data = {
                        "authorizationToken": "QVdTOnRva2VuLW9mLWxvY2FsLWF3cw==", "proxyEndpoint": f"http://{self.address}",
                        "expiresAt": datetime.now(timezone.utc) + timedelta(hours=12),
                    }
                    return ActionResult({"authorizationData": [data]})

                ecr.Repository.__init__ = make_local_repository
                ECRResponse.get_authorization_token = authorize
                reads = ["batch_get_image", "describe_images", "list_images"]
                for name in reads + ["batch_delete_image", "delete_repository"]:
                    setattr(ecr.ECRBackend, name, self.mirrored(getattr(ecr.ECRBackend, name)))

        """
}
