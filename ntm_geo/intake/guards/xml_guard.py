"""XML looked at by a parser of our own before any library sees it: no DTD, entity, instruction or bottomless pit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn
from xml.parsers import expat

from ntm_geo.errors import InputFileError, Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MAX_DEPTH: Final = 100
"""Most elements inside one another."""
MAX_ELEMENTS: Final = 20_000_000
"""Most elements of one file."""
_CHUNK: Final = 1 << 16
_FIRST: Final = 1 << 20


class XmlRefusedError(ValueError):
    """XML that is not read; carries the sentence that says why."""

    def __init__(self, what: Message) -> None:
        """Keep the sentence."""
        self.what = what
        super().__init__(str(what))


class _Found(Exception):  # noqa: N818 - a way out of the parser, no error
    """The root element was reached."""


def guarded_parser(*, encoding: str | None = None) -> expat.XMLParserType:
    """Return a parser that raises `XmlRefusedError` at a DTD, an entity or an instruction."""
    parser = expat.ParserCreate(encoding)
    parser.StartDoctypeDeclHandler = _refuse_names
    parser.EntityDeclHandler = _refuse_names
    parser.UnparsedEntityDeclHandler = _refuse_names
    parser.ExternalEntityRefHandler = _refuse_names
    parser.ProcessingInstructionHandler = _refuse_instruction
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def _refuse_names(*_about: object) -> NoReturn:
    raise XmlRefusedError(msg("It defines names of its own (a DOCTYPE or an entity); such a file is not read."))


def _refuse_instruction(target: str, _data: str) -> None:
    raise XmlRefusedError(msg("It holds an instruction for other programs ({target}).", target=target[:40]))


def root_name(path: Path) -> str:
    """Return the name of the root element without its prefix; empty for what is no XML.

    Raises
    ------
    InputFileError
        A DTD, an entity or an instruction stands before it.
    """
    names: list[str] = []

    def start(name: str, _attributes: object) -> None:
        names.append(name)
        raise _Found

    parser = guarded_parser()
    parser.StartElementHandler = start
    try:
        with path.open("rb") as file:
            parser.Parse(file.read(_FIRST), True)
    except _Found:
        return local(names[0])
    except (expat.ExpatError, ValueError, LookupError) as caught:
        if isinstance(caught, XmlRefusedError):
            raise refusal(path, caught) from None
    return ""


def check_xml(path: Path, *, root: str) -> None:
    """Refuse a file that is not whole, plain XML with a certain root element.

    Raises
    ------
    InputFileError
        A DTD, an entity, an instruction, another root, more than `MAX_DEPTH` or `MAX_ELEMENTS`, or it is not whole.
    """
    depth = count = 0

    def start(name: str, _attributes: object) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise XmlRefusedError(msg("Its elements stand too deep in one another, or are too many."))
        if depth == 1 and local(name) != root:
            raise XmlRefusedError(msg("Its outermost element is {name}, not {root}.", name=name[:40], root=root))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = guarded_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    with path.open("rb") as file:
        parse(path, parser, iter(lambda: file.read(_CHUNK), b""))


def parse(path: Path, parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Feed a guarded parser.

    Raises
    ------
    InputFileError
        The XML is refused, or not whole.
    """
    feed: Callable[[bytes, bool], int] = parser.Parse
    try:
        for chunk in chunks:
            feed(chunk, False)
        feed(b"", True)
    except XmlRefusedError as caught:
        raise refusal(path, caught) from None
    except (expat.ExpatError, ValueError, LookupError) as caught:
        raise InputFileError(
            msg("It is not whole XML: {reason}.", reason=str(caught)), where=path.name, fix=_export_again()
        ) from None


def refusal(path: Path, caught: XmlRefusedError) -> InputFileError:
    """Return the error of a file whose XML is refused."""
    return InputFileError(caught.what, where=path.name, fix=_export_again())


def local(name: str) -> str:
    """Return the name of an element without its prefix."""
    return name.rpartition(":")[2]


def _export_again() -> Message:
    return msg("Save or export the file again, without additions of other programs.")
