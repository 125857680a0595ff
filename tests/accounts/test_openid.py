"""The provider of identities: named in the data folder, its secret never shown, addresses that can be listened to refused."""

import pytest

from ntm_geo.accounts.openid import provider_of
from ntm_geo.errors import SettingsError
from ntm_geo.settings import Settings

FILE = {
    "server_metadata_url": "https://sso.example.vn/.well-known/openid-configuration", "client_id": "ntm",
    "address": "https://ntm.example.vn/",
}  # fmt: skip


def _settings(folder, secret="", **changed):
    keys = {key: value for key, value in (FILE | changed).items() if value is not None}
    (folder / "openid.toml").write_text("".join(f'{key} = "{value}"\n' for key, value in keys.items()), "utf-8")
    return folder, secret


def test_without_its_file_there_is_none(tmp_path):
    assert provider_of(tmp_path) is None


def test_it_is_handed_to_streamlit_and_its_secret_shown_nowhere(tmp_path):
    provider = provider_of(*_settings(tmp_path, client_secret="bi-mat"))
    assert provider.auth_section["redirect_uri"] == "https://ntm.example.vn/oauth2callback"
    assert provider.auth_section["client_secret"] == "bi-mat"
    assert provider_of(*_settings(tmp_path, "tu-moi-truong", client_secret="bi-mat")).client_secret == "tu-moi-truong"
    assert "bi-mat" not in repr(provider) + repr(Settings(openid_secret="bi-mat"))


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": None}, {"client_id": ""}, {"client_secret": ""}, {"colour": "x"}, {"address": "ntm.example.vn"},
        {"address": "http://ntm.example.vn"}, {"server_metadata_url": "http://sso.example.vn"}, {"address": "https://"},
    ],
)  # fmt: skip
def test_what_is_wrong_in_it_is_named(changed, tmp_path):
    with pytest.raises(SettingsError) as caught:
        provider_of(*_settings(tmp_path, **({"client_secret": "bi-mat"} | changed)))
    assert "openid.toml" in caught.value.where
    assert "bi-mat" not in str(caught.value)
