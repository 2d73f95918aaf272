"""All versions of a song go by one name, and other songs keep theirs."""

import pytest

from recommender.tracks.titles import borrowed, credited_keys, guests, marks, owner, plain, title_key


@pytest.mark.parametrize(
    "version",
    [
        "Hyperballad",
        "hyperballad",
        "Hyperballad - Remastered",
        "Hyperballad - 2015 Remaster",
        "Hyperballad (Remastered 2009)",
        "Hyperballad - Live",
        "Hyperballad (Live at Wembley Arena, 1998)",
        "Hyperballad - Live From Spotify NYC",
        "Hyperballad [Karaoke Version]",
        "Hyperballad (In the Style of Björk) - Karaoke",
        "Hyperballad Originally Performed By Björk - Tribute Version",
        "Hyperballad (Deluxe Edition)",
        "Hyperballad (feat. Arca)",
        "Hyperballad feat. Arca",
        "Hyperballad (with Arca) - Acoustic",
        "Hyperballad ft. Arca (Brodsky Quartet Version)",
        "Hyperballad - Radio Edit",
        "Hyperballad (Robin Schulz Remix) [Radio Edit]",
        "Hyperballad - Ao Vivo",
        'Hyperballad - From "The Film"',
        "Hyperballad - Sped Up",
        "Hyperballad (This Isn't Real)",
    ],
)
def test_versions_of_a_song_have_one_key(version: str) -> None:
    assert title_key(version) == "hyperballad"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Another Brick in the Wall, Pt. 1", "Another Brick in the Wall, Pt. 2 - 2011 Remaster"),
        ("Mother (Part I)", "Mother (Part II)"),
        ("Poison", "Poison (Interlude)"),
        ("Live", "Live Forever"),
        ("Cover Me", "Cover Me Up"),
        ("Nymphes des bois - Requiem", "Nymphes des bois"),
    ],
)
def test_other_songs_keep_keys_of_their_own(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize("title", ["Live", "(Live)", "Remix", "!!!", "?", "Группа крови", "2000", "Karaoke"])
def test_a_title_that_is_all_version_or_all_signs_still_has_a_key(title: str) -> None:
    assert title_key(title)
    assert plain(title)


def test_the_plain_title_keeps_its_case_and_second_title() -> None:
    assert plain("Breathe (In the Air) - 2011 Remaster") == "Breathe (In the Air)"
    assert plain("Song 2 - Live") == "Song 2"


def test_the_plainest_version_has_the_fewest_marks() -> None:
    assert marks("Creep") == marks("Creep (feat. X)") == 0
    assert marks("Creep - Live") == 1
    assert marks("Creep (Acoustic) - Live") == 2


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Stay (with Justin Bieber)", ("Justin Bieber",)),
        ("Czar (feat. M.O.P. & CJ) - Remix", ("M.O.P.", "CJ")),
        ("So Far To Go feat. Common & D'Angelo", ("Common", "D'Angelo")),
        ("LA CANZONE NOSTRA (con BLANCO & SALMO)", ("BLANCO", "SALMO")),
        ("With or Without You", ()),
    ],
)
def test_guests_are_read_from_a_title(title: str, named: tuple[str, ...]) -> None:
    assert guests(title) == named


@pytest.mark.parametrize(
    ("title", "whose"),
    [
        ("Creep (In the Style of Radiohead) [Karaoke Version]", "Radiohead"),
        ("Dark Horse (Originally Performed By Katy Perry) [Karaoke Version]", "Katy Perry"),
        ("No Sleep Tonight Originally Performed By the Faders - Tribute Version", "the Faders"),
        ("Light Years - The National Cover", "National"),
    ],
)
def test_a_cover_that_says_so_names_its_owner(title: str, whose: str) -> None:
    assert borrowed(title)
    assert owner(title) == whose


@pytest.mark.parametrize(
    "title", ["Cover Me", "Tribute", "Under Cover of Darkness", "Karaoke", "Covered In Dirt"]
)
def test_a_song_about_covers_is_none(title: str) -> None:
    assert not borrowed(title)
    assert owner(title) is None


@pytest.mark.parametrize(
    ("artist", "key"),
    [
        ("Selena Gomez & Marshmello", "marshmello"),
        ("Simon & Garfunkel", "simon and garfunkel"),
        ("Eminem ft. Dido", "dido"),
        ("Beatles, The", "beatles"),
        ("Tyler, The Creator", "tyler the creator"),
        ("BJÖRK", "bjork"),
    ],
)
def test_everybody_in_an_artists_line_is_among_its_keys(artist: str, key: str) -> None:
    assert key in credited_keys(artist)
