"""Pages of the gate: the form to sign in, the form of a one-time link, and why a server is closed; plain HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from ntm_geo.i18n import _, current_language

SIGN_IN, SIGN_OUT, BY_LINK = "/dang-nhap", "/dang-xuat", "/dat-mat-khau"
_PAGE: Final = Markup("""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title} · NTM Geo</title><style>
:root {{ color-scheme: light dark; --ink: #1b262c; --ground: #f1f4f6; --card: #ffffff; --line: #8b99a3; --deep: #0b3c5d;
--on-deep: #ffffff; --alarm: #9b1c1c; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e9eef1; --ground: #12191e; --card: #1e282f; --line: #6b7a84;
--deep: #5fb3c4; --on-deep: #0b1418; --alarm: #ffb4a9; }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground);
color: var(--ink); font: 16px/1.5 "Source Sans", system-ui, sans-serif; }}
main {{ width: 100%; max-width: 24rem; background: var(--card); border-radius: .5rem; padding: 1.75rem;
box-shadow: 0 1px 6px rgb(0 0 0 / .16); }}
h1 {{ font-size: 1.35rem; line-height: 1.3; margin: 0 0 .25rem; }} p {{ margin: .35rem 0 1rem; }}
label {{ display: block; font-weight: 600; margin-top: .9rem; }}
input {{ width: 100%; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
border-radius: .35rem; padding: .55rem .65rem; margin-top: .25rem; }}
input:focus-visible, button:focus-visible, a:focus-visible {{ outline: 3px solid var(--deep); outline-offset: 2px; }}
button {{ width: 100%; margin-top: 1.3rem; font: inherit; font-weight: 600; color: var(--on-deep);
background: var(--deep); border: 0; border-radius: .35rem; padding: .65rem; cursor: pointer; }}
small {{ display: block; margin-top: .5rem; opacity: .85; }} .wrong {{ color: var(--alarm); font-weight: 600; }}
code {{ display: block; padding: .5rem; margin: .25rem 0 .75rem; background: var(--ground); border-radius: .35rem;
overflow-wrap: anywhere; }} nav {{ margin-top: 1.2rem; font-size: .9rem; }} a {{ color: var(--deep); }}
a.office {{ display: block; text-align: center; font-weight: 600; text-decoration: none; border: 1px solid var(--deep);
border-radius: .35rem; padding: .6rem; margin: 1rem 0 .25rem; }}
</style></head><body><main>{body}</main></body></html>""")
_FORM: Final = Markup("""<h1>{title}</h1><p>{lead}</p>{error}
<form method="post" action="{action}" autocomplete="on"><input type="hidden" name="mark" value="{mark}">{fields}
<button type="submit">{button}</button></form>{foot}""")
_WRONG: Final = Markup('<p class="wrong" role="alert">{error}</p>')
_NOTICE: Final = Markup('<p role="status">{notice}</p>')
_HIDDEN: Final = Markup('<input type="hidden" name="{name}" value="{value}">')
_FIELD: Final = Markup(
    '<label for="{name}">{label}</label><input id="{name}" name="{name}" {kind} value="{value}" '
    'autocomplete="{complete}" maxlength="128"{more}>'
)
_HINT: Final = Markup("<small>{hint}</small>")
LANGUAGE_NAMES: Final = {"vi": "Tiếng Việt", "en": "English"}
_LANGUAGES: Final = Markup("<nav>{links}</nav>")
_LANGUAGE: Final = Markup('<a href="{path}?lang={key}&amp;next={then}">{name}</a>')
_OFFICE: Final = Markup('<a class="office" href="{address}?next={then}">{words}</a>')
_CLOSED: Final = Markup(
    "<h1>{title}</h1><p>{lead}</p><p>{first}</p><code>{command}</code><p>{second}</p><code>{flag}</code>"
)
_PASSWORD: Final = Markup('type="password"')
_TEXT: Final = Markup('type="text"')
_NEEDED: Final = Markup(" required")
_FIRST: Final = Markup(" required autofocus")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The button that leads to the office's provider of identities."""

    address: str
    name: str = ""
    """What people call the provider."""


def sign_in_page(
    mark: str, error: str = "", *, account: str = "", notice: str = "", then: str = "/", office: Office | None = None
) -> str:
    """Return the form to sign in.

    Parameters
    ----------
    mark : what has to come back with it.
    error : why the last try was refused; empty for none.
    account : name that was typed.
    notice : what has just been done.
    then : address of this server to go on to.
    office : the other way in, where there is one.
    """
    other = Markup("")
    if office is not None:
        words = _("Sign in with {name}", name=office.name) if office.name else _("Sign in with your office's account")
        other = _OFFICE.format(address=office.address, then=quote(then), words=words)
    fields = Markup("").join((
        _HIDDEN.format(name="next", value=then),
        _HIDDEN.format(name="lang", value=current_language()),
        _FIELD.format(name="account", label=_("Name to sign in by"), kind=_TEXT, value=account, complete="username",
                      more=_NEEDED if account else _FIRST),
        _FIELD.format(name="password", label=_("Password"), kind=_PASSWORD, value="", complete="current-password",
                      more=_FIRST if account else _NEEDED),
        _FIELD.format(name="code", label=_("Code of the authenticator"), kind=_TEXT, value="",
                      complete="one-time-code", more=""),
        _HINT.format(hint=_("Only where the account has a second factor.")),
    ))  # fmt: skip
    return _page(
        _("Sign in"),
        _FORM.format(
            title=_("Planning room for new rural communes"),
            lead=_("Sign in with the account the office of coordination gave you."),
            error=_WRONG.format(error=error) if error else _NOTICE.format(notice=notice) if notice else "",
            mark=mark,
            action=SIGN_IN,
            fields=fields,
            button=_("Sign in"),
            foot=other
            + _LANGUAGES.format(
                links=Markup(" · ").join(
                    _LANGUAGE.format(path=SIGN_IN, key=key, name=name, then=quote(then))
                    for key, name in LANGUAGE_NAMES.items()
                )
            ),
        ),
    )


def link_page(mark: str, error: str = "", *, token: str, shortest: int) -> str:
    """Return the form a one-time link leads to.

    Parameters
    ----------
    mark, error : as for `sign_in_page`.
    token : of the link.
    shortest : characters a password has at least.
    """
    fields = Markup("").join((
        _HIDDEN.format(name="token", value=token),
        _HIDDEN.format(name="lang", value=current_language()),
        _FIELD.format(name="password", label=_("New password"), kind=_PASSWORD, value="", complete="new-password",
                      more=_FIRST),
        _HINT.format(
            hint=_("At least {count} characters; several words are easier to remember than signs.", count=shortest)),
        _FIELD.format(name="again", label=_("The same again"), kind=_PASSWORD, value="", complete="new-password",
                      more=_NEEDED),
    ))  # fmt: skip
    return _page(
        _("Set a password"),
        _FORM.format(
            title=_("Set a password"),
            lead=_("This link works once. Afterwards you sign in with the new password."),
            error=_WRONG.format(error=error) if error else "",
            mark=mark,
            action=BY_LINK,
            fields=fields,
            button=_("Set the password"),
            foot="",
        ),
    )


def closed_page() -> str:
    """Return what a browser of another machine reads where there are no accounts, with the two ways out."""
    return _page(
        _("Not open to the network"),
        _CLOSED.format(
            title=_("Not open to the network"),
            lead=_("This program has no accounts yet, so that only its own machine may use it."),
            first=_("Make the first account there; from then on people sign in:"),
            command="python -m ntm_geo users add NAME --role administrator",
            second=_("Or start it so that everybody who reaches it may read and change everything:"),
            flag="python -m ntm_geo serve --open-to-network",
        ),
    )


def _page(title: str, body: Markup) -> str:
    return str(_PAGE.format(language=current_language(), title=title, body=body))
