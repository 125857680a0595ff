"""The processes know nothing of the application, and are started anew when they are gone."""

import sys

import pytest

from ntm_geo.intake.sandbox import processes
from ntm_geo.intake.sandbox.limits import Limits
from ntm_geo.intake.sandbox.processes import Template, TemplateGoneError, _environment
from ntm_geo.intake.sandbox.registry import find_task


def test_the_environment_is_made_for_them(monkeypatch):
    monkeypatch.setenv("NTM_DATABASE_URL", "secret")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    assert not [name for name in _environment() if name.startswith(("NTM", "PYTHON", "PATH", "HOME"))]
    assert _environment()["PROJ_NETWORK"] == "OFF"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a template is forked on Linux only")
def test_a_python_that_cannot_start_is_told(monkeypatch, tmp_path):
    template = Template()
    monkeypatch.setattr(processes, "_BOOT", "raise SystemExit(3)")
    with pytest.raises(TemplateGoneError):
        template.read(find_task("what-holds"), tmp_path, Limits())
    assert template.pid == 0
    template.close()
