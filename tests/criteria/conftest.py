"""A copy of the law that a test may spoil, one line at a time."""

import shutil
from pathlib import Path

import pytest

from ntm_geo.criteria.load import load_criteria_set
from ntm_geo.errors import LawError
from ntm_geo.i18n import use_language

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "criteria"


class LawCopy:
    """The shipped files of the law in a folder of the test's own."""

    def __init__(self, folder):
        self.folder = shutil.copytree(SHIPPED, folder / "criteria")

    def spoil(self, name, old, new):
        """Replace a text where it stands first; return the number of its line."""
        path = self.folder / name
        content = path.read_text(encoding="utf-8")
        assert old in content, f"{old!r} does not stand in {name}"
        path.write_text(content.replace(old, new, 1), encoding="utf-8")
        return content[: content.index(old)].count("\n") + 1


@pytest.fixture
def law_copy(tmp_path):
    return LawCopy(tmp_path)


@pytest.fixture(scope="session")
def law():
    """The criteria set of communes as it is shipped."""
    return load_criteria_set(SHIPPED, "commune-2021")


@pytest.fixture
def refusal():
    """Call a reader that must refuse; return what the error says: (place, template, values)."""

    def refused(read, *args, **options):
        with pytest.raises(LawError) as caught:
            read(*args, **options)
        error = caught.value
        assert str(error.fix)
        return error.where, error.what.template, dict(error.what.values)

    return refused


@pytest.fixture(autouse=True)
def _vietnamese():
    use_language("vi")
    yield
    use_language("vi")
