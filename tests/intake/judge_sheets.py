"""Judges a reading against what is true of a sheet: right, asked, told, refused, or wrong silently."""

from dataclasses import dataclass

from ntm_geo.errors import NtmGeoError
from ntm_geo.intake.sheets.workbook import SheetQuestion, read_workbook

RIGHT, ASKED, ASKED_IN_VAIN, TOLD, REFUSED, WRONG = (
    "right",
    "asked",
    "asked in vain",
    "told",
    "refused",
    "wrong silently",
)
_TELLS = {"column-unread", "criteria-missing"}


@dataclass
class Verdict:
    """What came of reading one sheet; ``detail`` says what differs."""

    kind: str
    asked: tuple = ()
    detail: object = None


def judge(sheet, path, *, gazetteer, criteria_set):
    """Read a sheet as a person would, answering what is asked, and compare it with what is true.

    Parameters
    ----------
    sheet : an `office_sheets.OfficeSheet`, saved at ``path``.
    """
    read = _reader(path, gazetteer, criteria_set)
    try:
        found = read(())
        asked = tuple(question.key for question in found.open_questions)
        if found.questions:
            found = read(_answers(sheet, found.questions))
    except NtmGeoError as error:
        return Verdict(REFUSED, detail=str(error))
    if found.open_questions:
        return Verdict(REFUSED, asked, "no answer fits")
    return _compared(sheet, found, asked)


def _reader(path, gazetteer, criteria_set):
    def read(answers):
        question = SheetQuestion(answers=tuple(answers))
        return read_workbook(path, gazetteer=gazetteer, criteria_set=criteria_set, question=question)

    return read


def _answers(sheet, questions):
    for question in questions:
        key = question.key
        answer = (
            str(sheet.truth["year"])
            if key == "year"
            else sheet.answers.get(key) or sheet.answers.get(key.split("-")[0])
        )
        if answer:
            yield key, answer


def _compared(sheet, found, asked):
    truth = {key: value for key, value in sheet.truth.items() if isinstance(key, tuple)}
    if found.understood.period != sheet.truth["year"]:
        return Verdict(WRONG, asked, ("year", found.understood.period))
    values = _values(found)
    wrong = {key: (truth.get(key), value) for key, value in values.items() if truth.get(key) != value}
    if wrong:
        return Verdict(WRONG, asked, wrong)
    missing = set(truth) - set(values)
    if sheet.spoilt:
        elsewhere = {key for key in missing if key[0] not in sheet.spoilt}
        silent = missing and not (found.errors or asked)
        return Verdict(WRONG if elsewhere or silent else TOLD, asked, elsewhere or missing)
    if not missing:
        return Verdict((ASKED if sheet.must_ask else ASKED_IN_VAIN) if asked else RIGHT, asked)
    told = found.errors or any(problem.kind in _TELLS for problem in found.problems)
    return Verdict(TOLD if told else WRONG, asked, missing)


def _values(found):
    marks = "criterion" in found.table
    names = ["code", "criterion", "met"] if marks else ["code", "indicator", "value"]
    return {
        (code, key): bool(value) if marks else round(float(value), 6)
        for code, key, value in found.table[names].to_numpy()
    }
