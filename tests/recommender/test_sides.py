"""Who is wanted and who is not: however a line is written, it is told in no time."""

from time import process_time

import pytest

from recommender.words.refusals import each, refused
from recommender.words.sides import sides

SIGNS = (".", ",", "!?", " ", "\n", ", ", " ,", "\u00a0")
SHORT, LONG = 128, 4096  # letters; the longer is the longest message


def _took(run: str) -> float:
    """The shortest of some tries to tell the sides of lines with this run of signs."""
    tries = []
    for _ in range(5):
        begun = process_time()
        for line in (f"no Muse{run}x", f"no{run}Muse\nx"):
            sides(line)
            list(refused(line))
            each(line)
        tries.append(process_time() - begun)
    return min(tries)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_run_of_signs_is_looked_at_once(sign: str) -> None:
    """Not from each of them on: of 32 times as many that took a thousand times as long, ten seconds."""
    short, long = (_took(sign * (length // len(sign))) for length in (SHORT, LONG))
    assert long < 200 * short


@pytest.mark.parametrize("line", ["anything but Drake", "everything  except Drake"])
def test_all_but_somebody_is_no_wish(line: str) -> None:
    assert not any(one.wanted for one in sides(line))


@pytest.mark.parametrize("between", [" but no ", ", but no ", "... but no ", " ,  but no ", "  instead of "])
def test_sides_are_told_whatever_signs_part_them(between: str) -> None:
    told = [(one.words, one.wanted) for one in sides(f"Muse{between}Drake")]
    assert told == [("Muse", True), ("Drake", False)]
