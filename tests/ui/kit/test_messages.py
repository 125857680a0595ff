"""Errors on the screen: in words, never a trace."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ntm_geo.errors import InputFileError, msg
from ntm_geo.i18n import text
from ntm_geo.ui.kit.messages import error_text, escaped, markdown


def _ours():
    from ntm_geo.errors import InputFileError, msg
    from ntm_geo.i18n import use_language
    from ntm_geo.ui.kit.messages import guard

    use_language("vi")
    with guard():
        raise InputFileError(msg("The file is empty."), where="xa.shp", fix=msg("Export the boundaries again."))


def _foreign():
    from ntm_geo.ui.kit.messages import guard

    with guard():
        raise ZeroDivisionError("secret detail")


def test_an_error_of_ours_says_what_where_and_how():
    at = AppTest.from_function(_ours).run()
    (shown,) = at.error
    assert "xa.shp" in shown.value
    assert "Tệp rỗng" in shown.value or "trống" in shown.value.lower()
    assert "Traceback" not in shown.value
    assert not at.exception


def test_anything_else_shows_a_number_and_goes_to_the_log(caplog):
    at = AppTest.from_function(_foreign).run()
    (shown,) = at.error
    assert "secret detail" not in shown.value
    number = shown.value.rstrip(".").split()[-1]
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert not at.exception


def test_nothing_of_a_line_is_taken_for_markdown():
    assert escaped("a_b *c* [d](e) <f>") == r"a\_b \*c\* \[d\](e) \<f\>"


HOSTILE = {
    "![x](http://a.b/c.png)": "!\\[x\\](http\\:\u2060//a.b/c.png)",
    "<img src=x> <!-- y -->": "\\<img src=x\\> \\<!-\u2060- y -\u2060-\u2060\\>",
    "www.zq.test a@zq.test": "www\u2060.zq.test a@\u2060zq.test",
    ":red[x] :smile: :material/home:": "\\:\u2060red\\[x\\] \\:\u2060smile: \\:\u2060material/home\\:",
    "$x^2$ `y` **z** ~~w~~ &lt;": "\\$x^2\\$ \\`y\\` \\*\\*z\\*\\* \\~\\~w\\~\\~ \\&lt;",
    "# a": "\\# a",
    "- a": "\\- a",
    "12. a": "12\\. a",
    "3) a": "3\\) a",
    "===": "\\===",
    "a\nb\t\u202ec\x00": "a b c",
    "\ud800": "",
}


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
def test_what_markdown_and_streamlit_look_for_is_escaped_or_kept_apart(typed):
    assert escaped(typed) == HOSTILE[typed]


@pytest.mark.parametrize(
    "name", ["Sở NN&PTNT - Chi cục (1)", "Xã Đức Long, huyện Hòa An", "12,5% (1.234 ha)", "A+ #2!"]
)
def test_ordinary_names_are_left_as_they_are(name):
    assert escaped(name) == name


def test_values_of_a_message_are_text_and_its_own_words_may_be_markdown():
    inner = msg("The file is empty.")
    message = msg("**Decide** {who}: {what} ({count})", who="[a](b)", what=inner, count=3)
    assert markdown(message) == f"**Decide** \\[a\\](b): {text(inner)} (3)"


def test_an_error_shows_the_place_as_text():
    error = InputFileError(msg("The file is empty."), where="![x](y).shp", fix=msg("Export the boundaries again."))
    assert error_text(error).startswith("**!\\[x\\](y).shp**\n\n")


# ------------------------------------------------------------------------------------------------ every place

ROOT = Path(__file__).resolve().parents[3]
SHOWS_MARKDOWN = {
    "markdown", "write", "caption", "info", "warning", "error", "success", "subheader", "header", "title", "button",
    "download_button", "radio", "checkbox", "toggle", "expander", "popover", "tabs", "metric", "selectbox",
    "multiselect", "text_input", "text_area", "number_input", "slider", "select_slider", "date_input", "file_uploader",
    "segmented_control", "pills", "form_submit_button", "toast", "spinner", "dialog", "table", "Page",
    "TextColumn", "NumberColumn", "SelectboxColumn", "CheckboxColumn", "DateColumn", "ProgressColumn",
}  # fmt: skip
"""Methods of Streamlit that read what they are given, or their label, as Markdown."""
MARKDOWN_WORDS = {"label", "help", "caption", "captions", "text", "body"}
OPTIONS_ARE_MARKDOWN = {"radio", "segmented_control", "pills", "select_slider"}
MAKES_TEXT = {"escaped", "markdown", "error_text", "option_labels"}
NUMBERS = {"format_number", "format_percent", "format_date", "len", "int", "float", "round"}
OURS = {
    # Words of the program or of files that are shipped with it, put together elsewhere.
    "guide_view.py": {"title(chapter)", "part.text", "lambda option: title(option).partition(':')[0]"},
    "shell.py": {"__version__", "LANGUAGE_NAMES.__getitem__"},
    "cost_view.py": {"word"},
    "messages.py": {"number"},
    "multiples_view.py": {"_MARKS[key]", "criterion.code", "item.code"},
    "compose_view.py": {"index + 1"},
    "table.py": {"label"},
    "path_view.py": {"list(pathway.problem.years)"},
    "progress_view.py": {"years"},
    "difficulty_lists.py": {"line"},
    "plan_view.py": {"label"},
    "boundary_intake.py": {"_ICONS[finding.severity]"},
    "assignment_plan.py": {"_headline(history, history.opened)"},
    "weight_view.py": {"_times"},
    "report_view.py": {"make_label(suffix)"},
    "fragments.py": {"title"},
    "entry_forms.py": {
        "label",
        "title",
        "_needed(_('Commune'))",
        "_needed(_('What is in the way'))",
        "_needed(_('Raised on'))",
        "_needed(_('Solved on'))",
        "_needed(_('Day of the visit'))",
        "_needed(_('Who came'))",
        "_needed(_('What was found'))",
        "_needed(_('Hamlet'))",
        "_needed(_('Certified on'))",
        "_needed(_('Agency'))",
        "_needed(_('What it registers or did'))",
    },
    "agency_view.py": {"year"},
    "fill_view.py": {"label"},
}


class _Reader(ast.NodeVisitor):
    """Collects what reaches Markdown in a module and is neither ours nor written by `escaped`."""

    def __init__(self, name):
        self.name, self.scopes, self.wrong = name, [{}], []

    def visit_FunctionDef(self, node):
        self._visit_scope(node)

    def visit_Module(self, node):
        self._visit_scope(node)

    def _visit_scope(self, node):
        assigned = {}
        for inner in ast.walk(node):
            targets = inner.targets if isinstance(inner, ast.Assign) else [getattr(inner, "target", None)]
            if isinstance(inner, (ast.Assign, ast.AnnAssign)) and inner.value is not None:
                for target in targets:
                    for part, value in self._parts(target, inner.value):
                        assigned.setdefault(part, []).append(value)
            for loop in [inner] if isinstance(inner, (ast.For, ast.comprehension)) else []:
                for part in ast.walk(loop.target):
                    assigned.setdefault(getattr(part, "id", ""), []).append(None)
        self.scopes.append(assigned)
        self.generic_visit(node)
        self.scopes.pop()

    @staticmethod
    def _parts(target, value):
        if isinstance(target, ast.Name):
            yield target.id, value
        elif isinstance(target, ast.Tuple):
            values = value.elts if isinstance(value, ast.Tuple) else [None] * len(target.elts)
            yield from zip((getattr(part, "id", "") for part in target.elts), values, strict=False)

    def visit_Call(self, node):
        method = getattr(node.func, "attr", "")
        if method in SHOWS_MARKDOWN:
            shown = node.args[:1] + [word.value for word in node.keywords if word.arg in MARKDOWN_WORDS]
            if method in {"header", "subheader"} and "escaped" in ast.unparse(node.args[0]):
                self.wrong += (
                    [] if "anchor=False" in ast.unparse(node) else [f"{self.name}:{node.lineno} wants no anchor"]
                )
            if method in OPTIONS_ARE_MARKDOWN:
                shown += [word.value for word in node.keywords if word.arg == "format_func"]
                if not any(word.arg == "format_func" for word in node.keywords):
                    shown += node.args[1:2]
            self.wrong += [f"{self.name}:{one.lineno} {ast.unparse(one)}" for one in shown if not self.fine(one)]
        self.generic_visit(node)

    def fine(self, node, seen=frozenset()):
        """Whether an expression holds nothing but words of ours, numbers and what was escaped."""
        if node is None:
            return False
        if ast.unparse(node) in OURS.get(self.name, ()):
            return True
        if isinstance(node, ast.Name):
            values = self.scopes[-1].get(node.id, [None])
            return node.id not in seen and all(self.fine(value, seen | {node.id}) for value in values)
        if isinstance(node, ast.Call):
            return self._fine_call(node, seen)
        if isinstance(node, ast.Lambda):
            return self.fine(node.body, seen)
        parts = {
            ast.Constant: list, ast.JoinedStr: lambda: node.values, ast.FormattedValue: lambda: [node.value],
            ast.IfExp: lambda: [node.body, node.orelse], ast.BoolOp: lambda: node.values,
            ast.BinOp: lambda: [node.left, node.right], ast.List: lambda: node.elts, ast.Tuple: lambda: node.elts,
            ast.GeneratorExp: lambda: [node.elt], ast.ListComp: lambda: [node.elt], ast.Starred: lambda: [node.value],
            ast.DictComp: lambda: [node.value],
        }.get(type(node))  # fmt: skip
        return parts is not None and all(self.fine(part, seen) for part in parts())

    def _fine_call(self, node, seen):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in MAKES_TEXT | NUMBERS:
            return True
        if called == "bool":
            return True
        if called == "_":
            return all(self.fine(word.value, seen) for word in node.keywords)
        if called == "join":
            return all(self.fine(word, seen) for word in node.args)
        return (called == "map" and getattr(node.args[0], "id", "") in MAKES_TEXT) or (
            called in {"rename", "set_index"} and self.fine(node.func.value, seen)
        )


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "ntm_geo/ui").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))],
    ids=lambda one: one.name,
)
def test_nothing_reaches_markdown_but_our_own_words_and_what_was_escaped(path):
    reader = _Reader(path.name)
    reader.visit(ast.parse(path.read_text(encoding="utf-8")))
    assert not reader.wrong, "give it to escaped() or markdown():\n" + "\n".join(reader.wrong)


def test_html_is_put_together_by_what_escapes():
    makers = {"format", "_STYLE"}
    wrong = [
        f"{path.name}:{call.lineno}"
        for path in sorted((ROOT / "ntm_geo/ui").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).endswith("st.html")
        and getattr(getattr(call.args[0], "func", None), "attr", "") not in makers
        and "_STYLE" not in ast.unparse(call.args[0])
    ]
    assert not wrong, wrong
