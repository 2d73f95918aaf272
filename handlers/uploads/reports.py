"""Cards of imports: how to get an export, how far it is, how it went."""

from datetime import UTC, datetime

from babel.dates import format_skeleton

from handlers.buttons.lists import ForYou
from handlers.buttons.pictures import TasteOf
from handlers.buttons.settings import RemovePlays
from handlers.cards.blocks import BUTTON_NAME, Card, Keyboard, button, rows
from handlers.cards.formats import locale, number
from handlers.cards.texts import gettext_noop, label, say, shorten
from handlers.uploads.brought import Report, So
from listening import LeftOut, Problem

_SHOWN_PROBLEMS = 5

_REFUSALS = {
    Problem.EMPTY: gettext_noop("import-empty"),
    Problem.UNKNOWN: gettext_noop("import-unknown"),
    Problem.BROKEN: gettext_noop("import-broken"),
    Problem.ENCODING: gettext_noop("import-encoding"),
    Problem.HTML: gettext_noop("import-html"),
    Problem.PACKED: gettext_noop("import-packed"),
    Problem.PASSWORD: gettext_noop("import-password"),
    Problem.NESTED: gettext_noop("import-nested"),
    Problem.APPLE: gettext_noop("import-apple"),
    Problem.TRICKS: gettext_noop("import-tricks"),
    Problem.TOO_LARGE: gettext_noop("import-unpacks-too-large"),
    Problem.TOO_MANY_FILES: gettext_noop("import-too-many-files"),
    Problem.TOO_MUCH: gettext_noop("import-too-much"),
}
_REASONS = {
    Problem.BROKEN: gettext_noop("file-broken"),
    Problem.ENCODING: gettext_noop("file-encoding"),
    Problem.HTML: gettext_noop("file-html"),
    Problem.PACKED: gettext_noop("file-packed"),
    Problem.NESTED: gettext_noop("file-nested"),
    Problem.APPLE: gettext_noop("file-apple"),
    Problem.TOO_MUCH: gettext_noop("file-too-much"),
}
_LEFT_OUT = {
    LeftOut.PODCAST: gettext_noop("left-podcast"),
    LeftOut.AUDIOBOOK: gettext_noop("left-audiobook"),
    LeftOut.NOT_MUSIC: gettext_noop("left-not-music"),
    LeftOut.UNNAMED: gettext_noop("left-unnamed"),
    LeftOut.UNDATED: gettext_noop("left-undated"),
    LeftOut.UNREADABLE: gettext_noop("left-unreadable"),
}


def how_to(owner: int, *, some: bool) -> Card:
    """How to get an export of each service, and what is kept of it."""
    return Card(say("import-help"), next_steps(owner) if some else None)


def under_way(so: So) -> Card:
    return Card(say("import-under-way", percent=so.percent, plays=number(so.plays)))


def exported() -> Card:
    """What the bot gave away comes back."""
    return Card(say("import-own"))


def too_large() -> Card:
    return Card(say("import-too-large"))


def ask_to_remove(owner: int) -> Card:
    """Whether all of it is to be forgotten, for who typed that."""
    remove = button(label("button-remove-plays"), RemovePlays(owner=owner, sure=True))
    return Card(say("import-remove-question"), rows([remove]))


def gone() -> Card:
    return Card(say("import-download-failed"))


def removed(plays: int) -> Card:
    return Card(say("import-removed", plays=number(plays)))


def nothing_to_remove() -> Card:
    return Card(say("import-nothing-to-remove"))


def of_import(owner: int, result: Report | Problem) -> Card:
    """What an import brought, or in one line why there was none."""
    if isinstance(result, Problem):
        return Card(say(_REFUSALS[result]))
    blocks = [_head(result), _counts(result), _known(result), _trouble(result), _next(result)]
    return Card("\n\n".join(filter(None, blocks)), next_steps(owner))


def next_steps(owner: int, *, sure: bool = False) -> Keyboard | None:
    """What can be done with what was imported; `sure` asks back before it goes."""
    for_you = button(label("button-for-you"), ForYou(owner=owner))
    taste = button(label("button-my-taste"), TasteOf(owner=owner, year=None))
    words = label("button-remove-plays-sure" if sure else "button-remove-plays")
    return rows([for_you], [taste], [button(words, RemovePlays(owner=owner, sure=sure))])


def _head(report: Report) -> str:
    files = number(report.files)
    if not report.has_music:
        return say("report-only-banned" if report.banned else "report-no-music", files=files)
    if report.new_plays or report.new_skips or report.new_saved:
        return say("report-head", files=files)
    return say("report-nothing-new", files=files)


def _counts(report: Report) -> str:
    lines = [
        say("report-plays", plays=number(report.new_plays)) if report.plays or report.skips else "",
        say("report-skips", skips=number(report.new_skips)) if report.new_skips else "",
        say("report-saved", saved=number(report.new_saved)) if report.new_saved else "",
        say("report-again", n=number(report.again)) if report.again else "",
        say("report-banned", banned=number(report.banned)) if report.banned else "",
        _left_out(report),
        _period(report),
    ]
    return "\n".join(filter(None, lines))


def _left_out(report: Report) -> str:
    parts = [label(_LEFT_OUT[reason], n=number(n)) for reason, n in report.left_out.most_common()]
    return say("report-left-out", reasons=", ".join(parts)) if parts else ""


def _period(report: Report) -> str:
    if report.first is None or report.last is None:
        return ""
    first, last = _month(report.first), _month(report.last)
    return say("report-month", month=first) if first == last else say("report-period", first=first, last=last)


def _next(report: Report) -> str:
    """What /foryou makes of it; of a year alone, where there are plays with a time."""
    if not (report.plays or report.saved) or report.known == 0:
        return ""
    dated = report.years and report.last
    year = say("report-year", year=str(max(report.years))) if dated else ""
    return f"{say('report-next')} {year}" if year else say("report-next")


def _known(report: Report) -> str:
    if report.known is None or not report.has_music:
        return ""
    if report.only_kept:
        return _known_kept(report, report.known)
    known = say("report-known", percent=report.known)
    names = [
        say("report-unknown-line", name=shorten(name, BUTTON_NAME), plays=number(plays))
        for name, plays in report.unknown
    ]
    return "\n".join([known, say("report-unknown"), *names]) if names else known


def _known_kept(report: Report, percent: int) -> str:
    names = ", ".join(shorten(name, BUTTON_NAME) for name, _ in report.unknown)
    known = say("report-known-kept", percent=percent)
    return f"{known}\n{say('report-unknown-kept', names=names)}" if names else known


def _trouble(report: Report) -> str:
    lines = [
        say("report-problem", name=shorten(name, BUTTON_NAME), reason=label(_REASONS[problem]))
        for name, problem in report.problems[:_SHOWN_PROBLEMS]
    ]
    more = len(report.problems) - _SHOWN_PROBLEMS
    if more > 0:
        lines.append(say("report-more-problems", n=number(more)))
    if report.empty:
        lines.append(say("report-empty", n=number(report.empty)))
    if report.others:
        lines.append(say("report-others", n=number(report.others)))
    return "\n".join(lines)


def _month(at: int) -> str:
    return format_skeleton("yMMMM", datetime.fromtimestamp(at, UTC), locale=locale())
