"""The table of rights: read strictly, walked verb by role by kind, and refused where it says nothing."""

from itertools import product

import pytest
import yaml

from ntm_geo.accounts.rights import load_rights, may, refusal
from ntm_geo.acting import PROGRAM, Actor
from ntm_geo.errors import SettingsError
from ntm_geo.i18n import use_language
from ntm_geo.store.kinds import BOUNDARIES, MODELS

VERBS = ("see", "write", "restore", "manage")


def test_every_verb_of_every_role_is_as_the_table_says_and_nothing_else(rights):
    kinds = [kind for group in rights.kinds.values() for kind in group.of]
    for role, verb, kind in product(rights.roles, VERBS, kinds):
        said = any(
            right.verb == verb and kind in rights.kinds[group].of
            for right in rights.roles[role].rights
            for group in right.kinds
        )
        assert may(rights, Actor(account="a", name="A", role=role), verb, kind) is said, (role, verb, kind)


def test_every_kind_of_data_stands_in_one_group(rights):
    listed = [kind for group in rights.kinds.values() for kind in group.of]
    assert len(listed) == len(set(listed))
    assert set(listed) == {*MODELS, BOUNDARIES, "names", "columns", "files", "contacts", "figures", "accounts", "trail"}


def test_nobody_and_unknown_roles_may_nothing_and_the_program_everything(rights):
    assert not may(rights, None, "see", "figures")
    assert not may(rights, Actor(account="a", name="A", role="kẻ lạ"), "see", "figures")
    assert may(rights, PROGRAM, "manage", "accounts")
    assert "Nobody is signed in" in str(refusal(None))


def test_the_matrix_says_what_the_lines_say_in_both_languages(rights):
    for language in ("vi", "en"):
        use_language(language)
        matrix = rights.matrix()
        for line in rights.lines():
            for kind in line["kinds"].split("; "):
                assert line["verb"] in matrix.loc[kind, line["role"]]
        assert (matrix != "").sum().sum() == len(
            {(line["role"], kind) for line in rights.lines() for kind in line["kinds"].split("; ")}
        )


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda table: table["roles"]["guest"]["rights"].append({"verb": "fly", "kinds": ["figures"]}), "verb"),
        (lambda table: table["roles"]["guest"]["rights"].append({"verb": "see", "kinds": ["moon"]}), "moon"),
        (lambda table: table.update(extra=1), "extra"),
        (lambda table: table.pop("roles"), "roles"),
    ],
)
def test_what_is_no_right_is_named(change, named, shipped, tmp_path):
    table = yaml.safe_load((shipped.settings.shipped_dir / "rights.yaml").read_text(encoding="utf-8"))
    change(table)
    (tmp_path / "rights.yaml").write_text(yaml.safe_dump(table, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SettingsError, match=named):
        load_rights(tmp_path)
    with pytest.raises(SettingsError):
        load_rights(tmp_path / "nowhere")
