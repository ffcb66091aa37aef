"""An image in a registry, read by skopeo: another program than the one that pushed it."""
from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path


def files(reference: str) -> dict[str, bytes]:
    """The files of an image by path, without what a later layer hides."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["skopeo", "copy", "--quiet", "--src-tls-verify=false", f"docker://{reference}", f"dir:{work}"],
                       check=True, capture_output=True, text=True)
        manifest = json.loads((Path(work) / "manifest.json").read_text())
        found: dict[str, bytes] = {}
        for layer in manifest["layers"]:
            with tarfile.open(Path(work) / layer["digest"].removeprefix("sha256:")) as archive:
                found |= {"/" + member.name.removeprefix("./"): archive.extractfile(member).read()
                          for member in archive if member.isfile()}
        return found
