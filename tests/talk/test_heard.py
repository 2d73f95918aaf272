"""No list of /foryou shows an artist that was heard, however the export spells the name."""

import random
from collections.abc import Callable
from functools import lru_cache

import pytest

from handlers.lists.heard import ALL, FEW, STRONGEST, Listening, Scope, follow, listening
from handlers.lists.histories import Histories
from handlers.lists.picks import Picks
from handlers.lists.wishes import Wish
from recommender import Recommender
from recommender.words.names import compact
from storage import HeardArtist, Query, QueryKind, Storage, Verdict
from storage.times import moment

HISTORIES = 1000
UNACCENTED = str.maketrans("áàâäãåéèêëíìîïóòôöõøúùûüçñ", "aaaaaaeeeeiiiioooooouuuucn")

SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    lambda name: name.lower().translate(UNACCENTED),
    lambda name: name[4:] if name.casefold().startswith("the ") else f"The {name}",
    lambda name: f"{name[4:] if name.casefold().startswith('the ') else name}, The",
    lambda name: name.replace(" & ", " and ") if "&" in name else name.replace(" and ", " & "),
    lambda name: name.replace("-", " ").replace("'", "’"),
    lambda name: f"{name} feat. Somebody",
]


def heard(name: str, listened: int = 10, skipped: int = 0, *, saved: bool = False) -> HeardArtist:
    return HeardArtist(name.casefold(), name, listened, skipped, listened, skipped, saved, banned=False)


@pytest.fixture(scope="module")
def key_of(engine: Recommender) -> Callable[[str], str | None]:
    return lru_cache(100_000)(engine.key_of)


@pytest.fixture
def picks(storage: Storage, engine: Recommender) -> Picks:
    return Picks(storage, engine, Histories(storage, engine))


def query(scope: Scope) -> Query:
    return Query(1, QueryKind.FORYOU, str(scope), id=1, asked_at=moment(0))


def split_plays(rnd: random.Random, name: str) -> list[HeardArtist]:
    """More than a few plays of an artist under one spelling, or a few under each of several."""
    spellings = rnd.sample(SPELLINGS, rnd.choice([1, 1, 4]))
    each = rnd.randint(FEW + 1, 40) if len(spellings) == 1 else rnd.randint(1, FEW)
    return [heard(spell(name), each, rnd.choice([0, 0, 3])) for spell in spellings]


def rules(*artists: HeardArtist, key_of: Callable[[str], str | None] = compact) -> Listening:
    return listening(artists, artists, key_of)


@pytest.mark.parametrize(
    "name",
    [
        "Queen & David Bowie",
        "Queen, David Bowie",
        "Queen/David Bowie",
        "Queen x David Bowie ft. X",
        "queen vs. david bowie",
        "Queen;David Bowie",
        "Queen feat.X;David Bowie",
        "Queen (with X); David Bowie",
    ],
)
def test_who_plays_together_was_heard(key_of: Callable[[str], str | None], name: str) -> None:
    found = rules(heard(name), key_of=key_of)
    assert found.heard == {"queen", "david bowie"}
    assert found.weights == {"queen": 1.0, "david bowie": 1.0}


@pytest.mark.parametrize("name", ["Simon & Garfunkel", "Earth, Wind & Fire", "AC/DC", "Tyler, The Creator"])
def test_a_band_with_and_in_its_name_is_one(key_of: Callable[[str], str | None], name: str) -> None:
    assert rules(heard(name), key_of=key_of).heard == {key_of(name)}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Earth, Wind & Fire, Kool & The Gang", {"Earth, Wind & Fire", "Kool & The Gang"}),
        ("AC/DC;Bruce Springsteen", {"AC/DC", "Bruce Springsteen"}),
        ("Belle and Sebastian; Nobody Xyzw", {"Belle and Sebastian"}),
        ("Eminem feat.Dido", {"Eminem"}),
        ("Eminem (with Dido)", {"Eminem"}),
        ("João Bosco, Vinícius; Muse", {"João Bosco & Vinícius", "Muse"}),
    ],
)
def test_of_several_each_goes_by_the_longest_name_that_is_known(
    key_of: Callable[[str], str | None], name: str, meant: set[str]
) -> None:
    assert rules(heard(name), key_of=key_of).heard == {key_of(one) for one in meant}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("AC/DC - Topic", "AC/DC"),
        ("Simon & Garfunkel - Topic", "Simon & Garfunkel"),
        ("RadioheadVEVO", "Radiohead"),
        ("BTS (방탄소년단)", "BTS"),
        ("방탄소년단 (BTS)", "BTS"),
        ("Nobody Xyzw (방탄소년단)", "BTS"),
        ("Nirvana (UK)", "Nirvana"),
        ("Davis, Miles", "Miles Davis"),
        ("Dylan, Bob", "Bob Dylan"),
        ("Utada Hikaru", "宇多田ヒカル"),
        ("Алла Пугачёва", "Алла Пугачёва"),
        ("Пугачёва Алла", "Алла Пугачёва"),
    ],
)
async def test_channels_notes_and_turned_names_hide_nobody_who_was_heard(
    engine: Recommender, key_of: Callable[[str], str | None], picks: Picks, name: str, meant: str
) -> None:
    key = key_of(meant)
    near = {one.artist.key: 1.0 for one in engine.recommend([meant], k=5)}
    rule = rules(heard(name), key_of=key_of)
    assert rule.heard == {key}
    assert set(rule.weights) == {key}
    found = picks._next(query(ALL), Wish(near, [], []), {}, rule, 100)
    assert key not in {one.artist.key for one in found}


def test_a_name_in_two_words_that_is_known_is_not_turned_round(key_of: Callable[[str], str | None]) -> None:
    assert rules(heard("Miles Davis"), heard("Nobody Xyzw"), key_of=key_of).heard == {key_of("Miles Davis")}


@pytest.mark.parametrize("name", ["El Micha", "Set Off", "Code Black"])
def test_a_name_turned_round_is_nobody_whose_letters_alone_are_those(
    key_of: Callable[[str], str | None], name: str
) -> None:
    """No Michael, no Offset, no Blackcode."""
    assert not rules(heard(name), key_of=key_of).heard


def test_nobody_is_no_taste(key_of: Callable[[str], str | None]) -> None:
    found = rules(heard("Various Artists", 50), heard("Soundtrack", 30), heard("Muse", 5), key_of=key_of)
    assert set(found.weights) == {key_of("Muse")}


async def test_a_thousand_histories_leak_no_artist_heard(
    engine: Recommender, key_of: Callable[[str], str | None], picks: Picks
) -> None:
    rnd = random.Random(2019)  # noqa: S311 - no secret
    near = [engine.recommend([example.key], k=900) for example in engine.examples]
    pool = list(dict.fromkeys(one.artist.name for best in near for one in best))
    leaks = []
    for _ in range(HISTORIES):
        names = rnd.sample(pool, rnd.randint(3, 60))
        artists = [one for name in names for one in split_plays(rnd, name)]
        of_scope = rnd.sample(artists, len(artists) // 2 + 1)
        scope = Scope(rnd.choice([None, 2019]), half=rnd.random() < 0.2)
        found = picks._next(query(scope), Wish({}, [], []), {}, listening(artists, of_scope, key_of), 10)
        known = {compact(name) for name in names}
        leaks += [one.artist.name for one in found if compact(one.artist.name) in known]
        assert scope.half or found
    assert leaks == []


def test_plays_under_several_spellings_count_together() -> None:
    assert rules(heard("Björk", 2), heard("BJORK", 2), heard("Muse", 3)).half == {"muse"}


def test_what_was_only_skipped_or_kept_is_heard_and_not_half_known() -> None:
    found = rules(heard("Muse", 0, 2), heard("Blur", 1, saved=True), heard("Pulp", 2))
    assert found.heard == {"muse", "blur", "pulp"}
    assert found.half == {"pulp"}


def test_weights_follow_the_logarithm_of_plays_less_skips() -> None:
    weights = rules(
        heard("Muse", 100), heard("Blur", 100, 60), heard("Pulp", 9), heard("Suede", 1, 9)
    ).weights
    assert weights["muse"] == 1.0
    assert weights["muse"] > weights["blur"] > weights["pulp"] > 0.4
    assert "suede" not in weights


def test_only_the_strongest_make_a_list() -> None:
    many = rules(*(heard(f"Artist {n}", n + 1) for n in range(STRONGEST + 50)))
    assert len(many.weights) == STRONGEST
    assert "artist49" not in many.weights
    assert len(many.heard) == STRONGEST + 50


def test_what_is_skipped_again_and_again_is_steered_away_from() -> None:
    found = rules(heard("Muse", 2, 9), heard("Blur", 9, 9))
    wish = follow(Wish({}, ["pulp"], []), {}, found, ALL)
    assert wish.disliked == ["pulp", "muse"]
    assert wish.liked.keys() == {"blur"}


def test_verdicts_stand_above_plays() -> None:
    found = rules(heard("Muse", 50), heard("Blur", 50), heard("Pulp", 2))
    verdicts = {"muse": Verdict.BLOCKED, "pulp": Verdict.KNOWN}
    wish = follow(Wish({}, [], ["muse", "pulp"]), verdicts, found, Scope(half=True))
    assert wish.liked.keys() == {"blur", "pulp"}
    assert set(wish.exclude) == {"muse"}


def test_a_year_follows_from_its_plays_alone() -> None:
    found = listening([heard("Muse"), heard("Blur")], [heard("Blur")], compact)
    wish = follow(Wish({"pulp": 1.0}, [], []), {"pulp": Verdict.LIKE}, found, Scope(2019))
    assert wish.liked == {"blur": 1.0}
    assert set(wish.exclude) == {"muse", "pulp"}


@pytest.mark.parametrize("scope", [ALL, Scope(2019), Scope(half=True), Scope(1999, half=True)])
def test_a_scope_is_read_from_its_text(scope: Scope) -> None:
    assert Scope.parse(str(scope)) == scope


@pytest.mark.parametrize(
    "name", ["Feather feat. Dido", "FEATHER ft Dido", "Feather (featuring Dido)", "The Feather"]
)
def test_guests_do_not_hide_who_was_heard(name: str) -> None:
    assert rules(heard(name)).has("Feather")
    assert rules(heard("Feather")).has(name)
    assert not rules(heard(name)).has("Dido")
