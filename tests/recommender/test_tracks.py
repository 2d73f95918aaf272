"""The songs that ship: found by name, listed by the rules, steered, and explained in words that hold."""

import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from errors import EmptyBasket, UnknownSong
from recommender import Recommender
from recommender.bundle import DEFAULT_PATH
from recommender.folder import APART
from recommender.tracks import FARTHEST, Axis, Mode, Song, SongList
from recommender.tracks.bundle import load_songs
from recommender.tracks.engine import Tracks
from recommender.tracks.titles import title_key
from recommender.types import Certainty

SONGS_MEGABYTES, MEGABYTES = 20, 50
SEEDS = 200


@pytest.fixture(scope="module", name="tracks")
def tracks_fixture(shipped: Recommender) -> Tracks:
    assert shipped.tracks is not None
    return shipped.tracks


@pytest.fixture(scope="module", name="alone")
def alone_fixture() -> Tracks:
    """The songs without the artists' part of their bundle."""
    return Tracks.load()


@pytest.fixture(scope="module", name="seeds")
def seeds_fixture(tracks: Tracks) -> list[str]:
    return [str(key) for key in np.random.default_rng(2026).choice(tracks.every_key(), SEEDS, replace=False)]


@pytest.fixture(scope="module", name="lists")
def lists_fixture(tracks: Tracks, seeds: list[str]) -> dict[str, list[SongList]]:
    """Twenty seeds' lists, of every kind."""
    return {key: list(_all_lists(tracks, key)) for key in seeds[:20]}


def _first(tracks: Tracks, text: str) -> str:
    """The first meaning of a text, as a line."""
    [best, *_] = tracks.read(text)
    assert best.certainty in (Certainty.EXACT, Certainty.SURE)
    return f"{best.song.artists[0]} - {best.song.title}" if best.song else f"{best.artist}"


def _all_lists(tracks: Tracks, key: str) -> list[SongList]:
    plain = [tracks.recommend([key], mode=mode) for mode in Mode]
    turned = [tracks.recommend([key], steps={axis: step}) for axis in Axis for step in (-1, 2)]
    return [*plain, *turned]


def test_sixty_thousand_songs_are_there(tracks: Tracks) -> None:
    assert len(tracks) >= 60_000


def test_any_song_is_found_by_artist_and_title(tracks: Tracks, seeds: list[str]) -> None:
    found = 0
    for key in seeds[:100]:
        song = tracks.song(key)
        assert song is not None
        keys = tracks.find(song.artists[0], song.title)
        assert key in keys
        best = tracks.read(f"{song.artists[0]} - {song.title}")
        found += bool(best and best[0].song and title_key(best[0].song.title) == title_key(song.title))
    assert found >= 99


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Creep", "Radiohead - Creep"),
        ("creep", "Radiohead - Creep"),
        ("TLC - Creep", "TLC - Creep"),
        ("Creep - TLC", "TLC - Creep"),
        ("creep by tlc", "TLC - Creep"),
        ("creep tlc", "TLC - Creep"),
        ("“Creep” – TLC", "TLC - Creep"),
        ("Hello", "Adele - Hello"),
        ("billie jean", "Michael Jackson - Billie Jean"),
        ("smels like teen spirt", "Nirvana - Smells Like Teen Spirit"),
        ("the weekend - blinding lights", "The Weeknd - Blinding Lights"),
        ("radiohead - creap", "Radiohead - Creep"),
        ("radiohaed creeep", "Radiohead - Creep"),
        ("sweet child of mine guns and rosess", "Guns N' Roses - Sweet Child O' Mine"),
        ("queen - bohemian rapsody", "Queen - Bohemian Rhapsody"),
        ("Bohemian Rhapsody - Remastered 2011", "Queen - Bohemian Rhapsody"),
        ("Billie Eilish - bad guy (with Justin Bieber)", "Billie Eilish - bad guy"),
        ("Radiohead", "Radiohead"),
        ("portishead", "Portishead"),
        ("beyonce", "Beyoncé"),
        ("Nirvana", "Nirvana"),
        ("Bob Marley - Three Little Birds", "Bob Marley & The Wailers - Three Little Birds"),
        ("huey lewis the power of love", "Huey Lewis & The News - The Power Of Love"),
    ],
)
def test_words_mean_what_a_listener_means(tracks: Tracks, text: str, meant: str) -> None:
    assert _first(tracks, text) == meant


@pytest.mark.parametrize("text", ["Ария", "xqzwvkjjpt", "???", "", "   "])
def test_words_that_mean_nothing_find_nothing(tracks: Tracks, text: str) -> None:
    assert not [one for one in tracks.read(text) if one.certainty in (Certainty.EXACT, Certainty.SURE)]


@pytest.mark.parametrize(
    "theme",
    [
        "Ryuichi Sakamoto - Merry Christmas Mr. Lawrence",
        "Massive Attack - Teardrop",
        "Portishead - Glory Box",
    ],
)
def test_a_stranger_s_playlist_does_not_make_the_list(tracks: Tracks, theme: str) -> None:
    """Each stands in one or two playlists of hundreds of songs, one of them all K-pop."""
    seed = tracks.read(theme)[0].song
    assert seed is not None
    found = tracks.recommend([seed.key]).songs
    related = [one for one in found if set(one.song.genres) & set(seed.genres)]
    assert len(related) >= 5
    assert all(one.why is not None for one in found)


@pytest.mark.parametrize(
    "words", ["Enter Sandman", "The Trooper", "Is This Love", "Yesterday", "Hips Don't Lie"]
)
def test_one_song_leads_to_artists_whom_its_own_listeners_hear(
    shipped: Recommender, tracks: Tracks, alone: Tracks, words: str
) -> None:
    """Closer ones than playlists lead to: Metallica's to no David Bowie."""

    def closeness(listed: SongList) -> float:
        places = shipped._engine.places([one.song.artist_keys[0] for one in listed.songs])
        return float(shipped._engine.closeness(asked, places[places >= 0]).mean())

    song = tracks.titled(words)[0]
    [asked] = shipped._engine.places(song.artist_keys[:1])
    assert closeness(tracks.recommend([song.key])) > closeness(alone.recommend([song.key])) + 0.03


def test_an_artist_of_whom_nothing_is_known_leads_where_songs_do(
    shipped: Recommender, tracks: Tracks, alone: Tracks, seeds: list[str]
) -> None:
    places = shipped._engine.places([key.partition("/")[0] for key in seeds])
    key = seeds[int(np.flatnonzero(places < 0)[0])]
    assert tracks.recommend([key]) == alone.recommend([key])


def test_of_many_songs_of_a_title_the_best_known_comes_first(tracks: Tracks) -> None:
    titled = tracks.titled("Hallelujah")
    assert len(titled) > 5
    assert [song.popularity for song in titled] == sorted((song.popularity for song in titled), reverse=True)


def test_no_list_holds_the_seed_or_another_version_of_it(
    tracks: Tracks, lists: dict[str, list[SongList]]
) -> None:
    for key, kinds in lists.items():
        seed = tracks.song(key)
        assert seed is not None
        for found in kinds:
            for one in found.songs:
                same_title = title_key(one.song.title) == title_key(seed.title)
                assert not (same_title and set(one.song.artist_keys) & set(seed.artist_keys))


def test_covers_of_one_song_do_not_fill_a_list(tracks: Tracks) -> None:
    found = tracks.recommend(["bb king/merry christmas baby"])
    titles = Counter(title_key(one.song.title) for one in found.songs)
    assert titles["merry christmas baby"] == 1


def test_no_list_holds_one_title_twice_or_three_songs_by_one_artist(lists: dict[str, list[SongList]]) -> None:
    for kinds in lists.values():
        for found in kinds:
            titles = [title_key(one.song.title) for one in found.songs]
            assert len(set(titles)) == len(titles)
            artists = Counter(artist for one in found.songs for artist in set(one.song.artist_keys))
            assert max(artists.values(), default=0) <= 2


def test_every_list_is_full(lists: dict[str, list[SongList]]) -> None:
    assert all(len(found.songs) == 10 for kinds in lists.values() for found in kinds)


def test_what_is_excluded_never_comes_back(tracks: Tracks) -> None:
    first = tracks.recommend(["Radiohead - Creep"], k=10)
    keys = [one.song.key for one in first.songs]
    assert not set(keys) & {
        one.song.key for one in tracks.recommend(["Radiohead - Creep"], exclude=keys).songs
    }
    artists = [one.song.artist_keys[0] for one in first.songs]
    for one in tracks.recommend(["Radiohead - Creep"], without=artists).songs:
        assert not set(one.song.artist_keys) & set(artists)


def test_a_liked_song_may_come_back_only_where_it_is_kept(tracks: Tracks) -> None:
    liked = [song.key for song in tracks.songs_by("portishead", 5)]
    assert not set(liked) & {one.song.key for one in tracks.recommend(liked).songs}
    kept = {one.song.key for one in tracks.recommend(liked, keep=liked[:2], exclude=liked[2:]).songs}
    assert kept & set(liked) == set(liked[:2])


def test_what_was_asked_by_is_no_namesake_of_itself_and_no_reason(tracks: Tracks) -> None:
    liked = [song.key for song in tracks.songs_by("beyonce", 10)]
    own = [one for one in tracks.recommend(liked, keep=liked).songs if one.song.key in liked]
    assert own
    assert all(one.asked and not one.namesake and one.why is None for one in own)


def test_a_song_by_another_of_the_same_title_is_marked(tracks: Tracks) -> None:
    other = next(song for song in tracks.titled("Creep") if song.artists[0] == "TLC")
    everything = tracks.recommend(
        ["Radiohead - Creep"],
        k=len(tracks),
        per_artist=len(tracks),
        per_title=len(tracks),
        mode=Mode.BOTH,
    )
    marked = {one.song.key for one in everything.songs if one.namesake}
    assert other.key in marked
    assert all(title_key(key.partition("/")[2]) == "creep" for key in marked)


def test_a_telling_title_by_another_names_whom_it_is_known_from(tracks: Tracks) -> None:
    covers = [song for song in tracks.titled("Where Is My Mind?") if song.artists[0] != "Pixies"]
    assert covers
    assert all(song.cover is not None and song.cover.artist == "Pixies" for song in covers)
    assert all(
        song.cover is None for song in tracks.titled("Where Is My Mind?") if song.artists[0] == "Pixies"
    )


@pytest.mark.parametrize("mode", [Mode.SOUND, Mode.BOTH])
def test_a_song_that_nobody_measured_borrows_the_sound_beside_it_and_says_so(
    tracks: Tracks, seeds: list[str], mode: Mode
) -> None:
    unmeasured = next(key for key in seeds if not _song(tracks, key).measured)
    assert tracks.recommend([unmeasured], mode=mode).guessed
    assert not tracks.recommend(["Radiohead - Creep"], mode=mode).guessed


def test_sound_alone_lists_measured_songs_and_names_no_genre(tracks: Tracks) -> None:
    for one in tracks.recommend(["Radiohead - Creep"], mode=Mode.SOUND).songs:
        assert one.song.measured
        assert one.why is not None
        assert not one.why.genres
        assert not one.why.playlists


def test_genre_alone_names_no_sound(tracks: Tracks) -> None:
    for one in tracks.recommend(["Radiohead - Creep"], mode=Mode.GENRE).songs:
        assert one.why is not None
        assert one.why.genres
        assert not one.why.traits


def test_each_tap_moves_the_list_the_asked_way(tracks: Tracks, seeds: list[str]) -> None:
    """At random seeds, from any step to the next: the mean of the first page, or of the list, moves."""
    random = np.random.default_rng(6)
    moved: list[bool] = []
    for key in seeds:
        axis, way = list(Axis)[random.integers(len(Axis))], int(random.choice([-1, 1]))
        step, shown = int(random.integers(FARTHEST)), int(random.choice([5, 10]))
        before, after = (
            tracks.recommend([key], k=shown, steps={axis: way * at}).sound.get(axis)
            for at in (step, step + 1)
        )
        moved += [way * (after - before) > 0] if before is not None and after is not None else []
    assert len(moved) > 0.8 * SEEDS
    assert np.mean(moved) >= 0.95


def test_taps_on_several_axes_move_each_the_asked_way(tracks: Tracks, seeds: list[str]) -> None:
    random = np.random.default_rng(7)
    moved: list[bool] = []
    for key in seeds[:25]:
        steps = dict.fromkeys(Axis, 0)
        for _ in range(4):
            axis, way = list(Axis)[random.integers(len(Axis))], int(random.choice([-1, 1]))
            before = tracks.recommend([key], steps=steps).sound
            if abs(steps[axis] + way) <= FARTHEST:
                steps[axis] += way
                after = tracks.recommend([key], steps=steps).sound
                moved += [way * (after[axis] - before[axis]) > 0] if axis in before and axis in after else []
    assert np.mean(moved) >= 0.95


def test_steered_lists_stay_in_the_neighbourhood(tracks: Tracks, seeds: list[str]) -> None:
    """Among the nearest hundredth of all songs, for the most part even at the last step."""
    stays: list[bool] = []
    many = len(tracks) // 100
    for key in seeds[:20]:
        around = tracks.recommend([key], k=many, per_artist=many, per_title=many).songs
        near = {one.song.key for one in around}
        for axis in Axis:
            found = tracks.recommend([key], steps={axis: FARTHEST}).songs
            stays += [one.song.key in near for one in found]
    assert np.mean(stays) > 0.5


def test_a_reason_took_part_in_the_score(tracks: Tracks) -> None:
    """Without the song that is named as its reason, a song's score falls."""
    basket = [
        _key(tracks, name)
        for name in ("Radiohead - Creep", "Eminem - Lose Yourself", "Queen - I Want To Break Free")
    ]
    every = len(tracks)
    scores = {}
    for left_out in basket:
        rest = [key for key in basket if key != left_out]
        without = tracks.recommend(rest, k=every, per_artist=every, per_title=every, exclude=basket)
        scores[left_out] = {other.song.key: other.score for other in without.songs}
    for one in tracks.recommend(basket, k=20).songs:
        assert one.why is not None
        assert scores[one.why.beside.key].get(one.song.key, -np.inf) < one.score


def test_reasons_state_what_both_songs_have(tracks: Tracks) -> None:
    for one in tracks.recommend(["Radiohead - Creep"], k=20).songs:
        assert one.why is not None
        assert one.why.beside.key == "radiohead/creep"
        assert set(one.why.genres) <= set(one.song.genres) & set(one.why.beside.genres)
        assert one.why.same_artist == (one.song.artist_keys[0] == "radiohead")


def test_no_reason_names_the_genre_of_a_playlist_that_says_nothing_of_the_artist(tracks: Tracks) -> None:
    """One Latin playlist has ABBA in it, and one of R&B Dolly Parton."""
    for song, other in (("ABBA - Dancing Queen", "latin"), ("Dolly Parton - Jolene", "r&b")):
        found = [one.why.genres for one in tracks.recommend([song], k=20).songs if one.why is not None]
        assert found
        assert not any(other in genres for genres in found)
    named = [one.why.genres for one in tracks.recommend(["Luis Fonsi - Despacito"]).songs if one.why]
    assert any("latin" in genres for genres in named)


def test_names_and_weights_are_taken_and_nonsense_is_refused(tracks: Tracks) -> None:
    assert tracks.recommend({"Radiohead - Creep": 2.0, "TLC - Creep": 0.5}).songs
    with pytest.raises(EmptyBasket):
        tracks.recommend([])
    assert tracks.recommend("Radiohead - Creep") == tracks.recommend(["Radiohead - Creep"])
    for nonsense in (0.0, math.nan):
        with pytest.raises(ValueError, match="positive"):
            tracks.recommend({"Radiohead - Creep": nonsense})
    with pytest.raises(UnknownSong, match="unknown song"):
        tracks.recommend(["xqzwvkjjpt"])


@pytest.mark.parametrize("step", [-4, 4, 2.5, math.nan])
def test_a_step_that_no_axis_has_is_refused(tracks: Tracks, step: float) -> None:
    with pytest.raises(ValueError, match=f"tempo has no step {step}, but -3 to 3"):
        tracks.recommend(["Radiohead - Creep"], steps={Axis.TEMPO: step})  # type: ignore[dict-item] # on purpose


@pytest.mark.parametrize("k", [0, -1])
def test_a_list_of_no_songs_is_empty(tracks: Tracks, k: int) -> None:
    assert not tracks.recommend(["Radiohead - Creep"], k=k).songs


@pytest.mark.parametrize("weight", [1e-300, 1e-60, 1e39, 1e300])
def test_weights_may_be_as_small_or_as_large_as_numbers_are(tracks: Tracks, weight: float) -> None:
    """As for artists; single precision, in which songs are compared, knows no such numbers."""
    listed = tracks.recommend({"Radiohead - Creep": weight, "Muse - Starlight": weight}, mode=Mode.MIX).songs
    assert len(listed) == 10
    assert all(math.isfinite(one.score) for one in listed)
    assert {"Radiohead", "Muse"} & {artist for one in listed for artist in one.song.artists}


def test_the_shipped_songs_are_small_hold_no_pickle_and_say_what_they_are_made_of() -> None:
    files = [path for path in DEFAULT_PATH.rglob("*") if path.is_file()]
    songs = [path for path in files if DEFAULT_PATH / APART in path.parents]
    assert sum(path.stat().st_size for path in songs) <= SONGS_MEGABYTES * 2**20
    assert sum(path.stat().st_size for path in files) <= MEGABYTES * 2**20
    assert not [path for path in files if path.suffix in {".pkl", ".pickle"}]
    manifest = load_songs(DEFAULT_PATH / APART).manifest
    assert [one["name"] for one in manifest["datasets"]] == [
        "spotify-songs",
        "playlist-archive",
        "artist-genres",
        "charts",
    ]
    assert all(one["licence"] for one in manifest["datasets"])


@pytest.mark.parametrize("metric", ["recall_20", "recall_50", "ndcg_10", "ndcg_100"])
@pytest.mark.parametrize("task", ["playlist continuation", "one song"])
def test_the_shipped_blend_is_ahead_of_all_others(task: str, metric: str) -> None:
    rows = load_songs(DEFAULT_PATH / APART).manifest["evaluation"]
    figures = {row["model"]: row[metric] for row in rows if row["task"] == task}
    others = [value for name, value in figures.items() if not name.startswith("blend")]
    assert len(others) == 6
    assert figures["blend"] > max(others)


def test_a_bundle_without_songs_still_serves_artists(tmp_path: Path) -> None:
    for file in DEFAULT_PATH.rglob("*"):
        if file.is_file() and DEFAULT_PATH / APART not in file.parents:
            target = tmp_path / file.relative_to(DEFAULT_PATH)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(file)
    engine = Recommender.load(tmp_path)
    assert engine.tracks is None
    assert engine.recommend(["Radiohead"], k=3)


def test_the_songs_manifest_is_json_that_people_can_read() -> None:
    text = (DEFAULT_PATH / APART / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(text)["sizes"]["songs"] >= 60_000


def _song(tracks: Tracks, key: str) -> Song:
    song = tracks.song(key)
    assert song is not None
    return song


def _key(tracks: Tracks, text: str) -> str:
    song = tracks.read(text)[0].song
    assert song is not None
    return song.key
