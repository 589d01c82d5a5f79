"""Fail if a package of this environment is under a licence that procflow does not accept, or under an unknown one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ACCEPTED = re.compile(
    r"MIT|MIT License|BSD|BSD License|BSD-[23]-Clause|Apache|Apache-2\.0|Apache Software License|ISC|PSF-2\.0"
    r"|Python Software Foundation License|MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)|DFSG approved"
    r"|GNU Library or Lesser General Public License \(LGPL\)|LGPL-[23]\.\d(-only|-or-later)?"
)
EXCEPTIONS = Path(__file__).with_name("licences.toml")


def main() -> int:
    """Print what is refused and return 1 if anything is."""
    exceptions = tomllib.loads(EXCEPTIONS.read_text("utf-8"))
    command = [Path(sys.executable).with_name("pip-licenses"), "--from=mixed", "--with-system", "--format=json"]
    options = ["--with-license-file", "--no-license-path"]
    listed = json.loads(subprocess.run([*command, *options], capture_output=True, check=True, text=True).stdout)
    refused = [package for package in listed if not is_accepted(package, exceptions)]
    for package in refused:
        print(f"refused: {package['Name']} {package['Version']} is under {package['License']}")
    print(f"licences: {len(listed)} packages, {len(refused)} refused, {len(exceptions)} accepted with a reason")
    return 1 if refused else 0


def is_accepted(package: dict[str, str], exceptions: dict[str, dict[str, str]]) -> bool:
    """Return whether every part of a package's licence is accepted, or its exception still holds."""
    if exception := exceptions.get(package["Name"]):
        return exception["file_holds"] in package["LicenseText"]
    return all(ACCEPTED.fullmatch(part.strip()) for part in re.split(r";| OR | AND ", package["License"]))


if __name__ == "__main__":
    sys.exit(main())
