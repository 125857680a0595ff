"""The provider of identities of an office (OpenID Connect): which it is, as the data folder and the environment say.

``openid.toml`` of the data folder names it; without that file nobody is offered this way in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ntm_geo.errors import NtmGeoError, SettingsError, msg
from ntm_geo.strict_toml import StrictModel, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME: Final = "openid.toml"
PROVIDER: Final = "default"
"""What Streamlit calls the provider of a server that has a single one."""
CALLBACK: Final = "/oauth2callback"
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class _File(StrictModel):
    """`openid.toml` as it is written."""

    server_metadata_url: str
    client_id: str
    address: str
    client_secret: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider of identities, and what this server is known to it by."""

    server_metadata_url: str
    """Address of its description (``…/.well-known/openid-configuration``)."""
    client_id: str
    client_secret: str = field(repr=False)
    address: str
    """Address people reach this server at, such as ``https://ntm.example.vn``."""
    name: str = ""
    """What people call it; stands on the button."""

    @property
    def auth_section(self) -> Mapping[str, Any]:
        """What Streamlit's own way of signing in (`st.login`) wants to know of it."""
        return {
            "redirect_uri": self.address.rstrip("/") + CALLBACK,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "server_metadata_url": self.server_metadata_url,
        }


def provider_of(data_dir: Path, secret: str = "") -> Provider | None:
    """Return the provider of an installation; None where it has none.

    Parameters
    ----------
    data_dir : data folder of the installation.
    secret : one of the environment, in the place of the one in the file.

    Raises
    ------
    SettingsError
        The file has a key that is missing, unknown or of the wrong kind, an address that is no https, or no secret.
    """
    path = data_dir / FILE_NAME
    if not path.exists():
        return None
    try:
        written = read_toml(path, _File, missing=msg("The file cannot be read."))
    except NtmGeoError as caught:
        raise SettingsError(
            caught.what, where=caught.where, fix=msg("Write it as docs/operations.md shows it.")
        ) from None
    for key in ("server_metadata_url", "address"):
        _check_address(getattr(written, key), f"{path} › {key}")
    secret = secret or written.client_secret
    if not secret or not written.client_id:
        raise SettingsError(
            msg("The secret or the name this server is known by to the provider is missing."),
            where=str(path),
            fix=msg(
                "Compare it with the example in docs/operations.md; the secret may stand in NTM_OPENID_SECRET instead."
            ),
        )
    return Provider(
        server_metadata_url=written.server_metadata_url, client_id=written.client_id, client_secret=secret,
        address=written.address, name=written.name,
    )  # fmt: skip


def _check_address(address: str, where: str) -> None:
    """Refuse an address that could be listened to on the way: https, or http on this machine only."""
    parts = urlsplit(address)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        return
    raise SettingsError(
        msg("“{address}” is no address that begins with https.", address=address[:200]),
        where=where,
        fix=msg("Write the whole address; http is for this machine only."),
    )
