"""Settings, read once at a door and handed down as an argument."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ntm_geo.errors import SettingsError, msg
from ntm_geo.i18n import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT_DIR: Final = Path(__file__).resolve().parent.parent
DEFAULT_PROVINCE: Final = "cao-bang"
DEFAULT_BOUNDARY_SOURCE: Final = "https://raw.githubusercontent.com/thanglequoc/vietnamese-provinces-database/master"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the installation decides: where data stands, which province, which language."""

    shipped_dir: Path = PROJECT_DIR / "data"
    """Folder with ``boundaries/`` and ``criteria/`` as shipped (``NTM_SHIPPED_DIR``)."""
    data_dir: Path = PROJECT_DIR / "var"
    """Folder of the user's own data, never in the repository (``NTM_DATA_DIR``)."""
    province: str = DEFAULT_PROVINCE
    """Folder name of the province (``NTM_PROVINCE``)."""
    database_url: str = ""
    """Address of the database; empty for ``ntm.sqlite`` in the data folder (``NTM_DATABASE_URL``)."""
    boundary_source: str = DEFAULT_BOUNDARY_SOURCE
    """Address of the published boundaries, asked only when they are to be fetched (``NTM_BOUNDARY_SOURCE``)."""
    language: Language = "vi"
    """Language of a door that offers no choice, such as the command line (``NTM_LANG``)."""
    law_checks: int = 1
    """People who have to compare a value of the law with its text for it to count as checked (``NTM_LAW_CHECKS``)."""
    opens_on: date | None = None
    """Day the program opens on as if it were today; the one of the clock unless given (``NTM_OPENS_ON``)."""
    open_to_network: bool = False
    """Whether everybody who reaches the port may read and write, without accounts (``NTM_OPEN_TO_NETWORK``)."""
    metrics_token: str = field(default="", repr=False)
    """What a collector of figures shows as its bearer token at ``/metrics`` (``NTM_METRICS_TOKEN``)."""
    secret_key: str = field(default="", repr=False)
    """What second factors are sealed with; ``secret.key`` in the data folder where empty (``NTM_SECRET_KEY``)."""
    openid_secret: str = field(default="", repr=False)
    """Secret this server shares with the provider of identities, if not in ``openid.toml`` (``NTM_OPENID_SECRET``)."""
    smtp_host: str = ""
    """Server mail is sent by, as ``host:port``; none unless given (``NTM_SMTP_HOST``)."""
    smtp_from: str = ""
    """Address mail comes from (``NTM_SMTP_FROM``)."""
    smtp_user: str = ""
    """Name at that server, where it asks for one (``NTM_SMTP_USER``)."""
    smtp_password: str = field(default="", repr=False)
    """Password at that server (``NTM_SMTP_PASSWORD``)."""
    process: str = ""
    """What tells this process from others on the same data, part of the name of its log (``NTM_PROCESS``)."""

    @property
    def log_name(self) -> str:
        """Name of the log of this process, without its ending."""
        return f"ntm-{self.process}" if self.process else "ntm"

    @property
    def marks(self) -> dict[str, str]:
        """What a process that is started has to be told of these settings beside its own environment."""
        return {"NTM_OPEN_TO_NETWORK": "1"} if self.open_to_network else {}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings a door hands down.

        Raises
        ------
        SettingsError
            ``NTM_LANG`` is neither ``vi`` nor ``en``, ``NTM_LAW_CHECKS`` not ``1`` or ``2``, ``NTM_OPENS_ON`` no day.
        """
        chosen = environment.get("NTM_LANG", "vi")
        language = next((known for known in LANGUAGES if known == chosen), None)
        if language is None:
            raise SettingsError(
                msg("The language {language} is not known.", language=repr(chosen)),
                where="NTM_LANG",
                fix=msg("Use one of: {choices}.", choices=", ".join(LANGUAGES)),
            )
        checks = environment.get("NTM_LAW_CHECKS", "1")
        if checks not in {"1", "2"}:
            raise SettingsError(
                msg("{count} people cannot be asked for.", count=repr(checks)),
                where="NTM_LAW_CHECKS",
                fix=msg("Use one of: {choices}.", choices="1, 2"),
            )
        return cls(
            shipped_dir=Path(environment.get("NTM_SHIPPED_DIR", PROJECT_DIR / "data")),
            data_dir=Path(environment.get("NTM_DATA_DIR", PROJECT_DIR / "var")),
            province=environment.get("NTM_PROVINCE", DEFAULT_PROVINCE),
            database_url=environment.get("NTM_DATABASE_URL", ""),
            boundary_source=environment.get("NTM_BOUNDARY_SOURCE", DEFAULT_BOUNDARY_SOURCE),
            language=language,
            law_checks=int(checks),
            opens_on=_day(environment.get("NTM_OPENS_ON", "")),
            open_to_network=environment.get("NTM_OPEN_TO_NETWORK", "") == "1",
            metrics_token=environment.get("NTM_METRICS_TOKEN", ""),
            secret_key=environment.get("NTM_SECRET_KEY", ""),
            openid_secret=environment.get("NTM_OPENID_SECRET", ""),
            smtp_host=environment.get("NTM_SMTP_HOST", ""),
            smtp_from=environment.get("NTM_SMTP_FROM", ""),
            smtp_user=environment.get("NTM_SMTP_USER", ""),
            smtp_password=environment.get("NTM_SMTP_PASSWORD", ""),
            process=environment.get("NTM_PROCESS", ""),
        )


def _day(written: str) -> date | None:
    """Return a day as the environment has it; None where nothing is written."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise SettingsError(
            msg("“{day}” is no day.", day=written), where="NTM_OPENS_ON", fix=msg("Write it as 2026-12-31.")
        ) from None


def environment_with(marks: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of this process with some variables set, for a process it starts."""
    return {**os.environ, **marks}
