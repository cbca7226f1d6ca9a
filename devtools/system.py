"""System packages: libraries, fonts and test tools, by apt where we may, else as a line to type."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib

from devtools.places import SYSTEM_LIST, say

_APT = ["apt-get", "-o", "DPkg::Lock::Timeout=600", "-qq"]


def wanted() -> list[str]:
    """Read every Debian package that the list names."""
    groups = tomllib.loads(SYSTEM_LIST.read_text(encoding="utf-8"))["group"]
    return [package for group in groups for package in group["packages"]]


def missing(packages: list[str]) -> list[str]:
    """Keep those of the packages that dpkg does not hold as installed; all where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return packages
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n", *packages]
    answer = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    there = {
        line.partition(" ")[2] for line in answer.splitlines() if line.startswith("installed ")
    }
    return [package for package in packages if package not in there]


def line_to_type(packages: list[str]) -> str:
    """Write what a person with the rights types."""
    return "sudo apt-get update && sudo apt-get install -y " + " ".join(packages)


def install(packages: list[str]) -> bool:
    """Install by apt if we may. True if afterwards all are there."""
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"set-up: apt installs {len(packages)} packages")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*_APT, *step],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            say(done.stderr.strip())
    return not missing(packages)


def ensure() -> bool:
    """Install what the list names and the system lacks. False, with the line to type, if some stays missing."""
    if os.name == "nt":
        return True
    lacking = missing(wanted())
    if not lacking or install(lacking):
        return True
    say("set-up: these system packages are missing, so parts will not work. Type:")
    say("    " + line_to_type(missing(lacking)))
    return False
