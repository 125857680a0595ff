"""No pinned package has a fault we know of, and every package we ask for is pinned."""

import re
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
FAULTS = yaml.safe_load((Path(__file__).parent / "known_faults.yaml").read_text(encoding="utf-8"))
PINS = {
    canonicalize_name(name): Version(version)
    for name, version in re.findall(
        r"^([\w.-]+)==([^\s;]+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE
    )
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['package']} {fault['fault']}")
def test_a_known_fault_is_mended_in_the_version_we_pin(fault):
    assert PINS[canonicalize_name(fault["package"])] >= Version(fault["mended"])


def test_every_package_we_ask_for_is_pinned_within_its_range():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                wanted = Requirement(line)
                assert PINS[canonicalize_name(wanted.name)] in wanted.specifier, line
