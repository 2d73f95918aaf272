"""Who is wanted and who is not: however a line is written, it is told in no time."""

from time import process_time

import pytest

from recommender.refusals import each, refused
from recommender.sides import sides

SIGNS = (".", ",", "!?", " ", "\n", ", ", " ,", "\u00a0")
LONGEST = 4096  # letters of a message


@pytest.mark.parametrize("sign", SIGNS)
def test_a_run_of_signs_is_looked_at_once(sign: str) -> None:
    """Not from each of them on: of four thousand that took ten seconds."""
    run = sign * (LONGEST // len(sign) - 20)
    begun = process_time()
    for line in (f"no Muse{run}x", f"no{run}Muse\nx"):
        sides(line)
        list(refused(line))
        each(line)
    assert process_time() - begun < 0.5


@pytest.mark.parametrize("line", ["anything but Drake", "everything  except Drake"])
def test_all_but_somebody_is_no_wish(line: str) -> None:
    assert not any(one.wanted for one in sides(line))


@pytest.mark.parametrize("between", [" but no ", ", but no ", "... but no ", " ,  but no ", "  instead of "])
def test_sides_are_told_whatever_signs_part_them(between: str) -> None:
    told = [(one.words, one.wanted) for one in sides(f"Muse{between}Drake")]
    assert told == [("Muse", True), ("Drake", False)]
