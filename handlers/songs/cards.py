"""Cards of songs: who, why, where to hear them, and the buttons under them."""

from collections.abc import Sequence
from urllib.parse import quote

from handlers.buttons.songs import SameTitle
from handlers.cards.blocks import BUTTON_NAME, NAME, Button, Card, button, genre_names, on_page, rows, turns
from handlers.cards.texts import count, gettext_noop, label, link, say, shorten
from handlers.songs.data import SongEntry, SongPage
from handlers.songs.steering import mode_word, modes, steering, straightening, turned_words
from handlers.songs.views import of_artist, of_song
from recommender.tracks import Like, Meaning, Mode, Song, Trait
from recommender.types import Term
from recommender.words.names import normalise
from recommender.words.phrases import is_decade, is_trait

_ARTISTS_NAMED = 3

_TRAITS = {
    Trait.CALM: gettext_noop("trait-calm"),
    Trait.ENERGETIC: gettext_noop("trait-energetic"),
    Trait.SAD: gettext_noop("trait-sad"),
    Trait.HAPPY: gettext_noop("trait-happy"),
    Trait.ACOUSTIC: gettext_noop("trait-acoustic"),
    Trait.DANCEABLE: gettext_noop("trait-danceable"),
    Trait.SLOW: gettext_noop("trait-slow"),
    Trait.FAST: gettext_noop("trait-fast"),
    Trait.INSTRUMENTAL: gettext_noop("trait-instrumental"),
}
_LIKE = {
    Like.SOUND: gettext_noop("song-like-sound"),
    Like.GENRE: gettext_noop("song-like-genre"),
    Like.COMPANY: gettext_noop("song-like-company"),
    Like.ARTIST: gettext_noop("song-like-artist"),
}


def songs(page: SongPage) -> Card:
    """A page of a list of songs."""
    view = page.view
    if not page.entries:
        return Card(say("songs-nothing-left"), rows(*modes(page), straightening(view), _turns(page)))
    blocks = [_title(page), *(_entry(page, entry) for entry in page.entries)]
    return Card(
        "\n\n".join(blocks),
        rows(_turns(page), *modes(page), *steering(page), straightening(view), _others(page)),
    )


def meanings(owner: int, text: str, found: Sequence[Meaning], *, far: bool) -> Card:
    """What words may mean, each with a button."""
    asked = shorten(text, NAME)
    if not found:
        return Card(say("songs-unknown", text=asked))
    options = [[_option(owner, meaning)] for meaning in found]
    return Card(say("songs-far" if far else "songs-maybe", text=asked), rows(*options))


def several(owner: int, found: Sequence[Meaning]) -> Card:
    """Artists who are named at once, each with a button for their songs."""
    return Card(say("songs-several"), rows(*([_option(owner, meaning)] for meaning in found)))


def genre(owner: int, text: str, of: Term, called_so: Meaning | None) -> Card:
    """A genre's artists, each with a button for their songs; before them a song that is called so."""
    before = [] if called_so is None else [_option(owner, called_so)]
    options = [[_songs_by(owner, one.artist.key, one.artist.name)] for one in of.matches]
    return Card(_genre(text, shorten(text, NAME), of), rows(before, *options))


def _genre(words: str, text: str, of: Term) -> str:
    if of.lost:
        return say("songs-genre-alone", text=shorten(of.text, NAME), lost=shorten(of.lost, NAME))
    if is_decade(words):
        return say("songs-decade", text=text)
    return say("songs-trait", text=text) if is_trait(words) else say("songs-genre", text=text)


def same_title(owner: int, found: Sequence[Song]) -> Card:
    """The songs of one title."""
    return Card(
        say("songs-same-title", title=shorten(found[0].title, NAME)),
        rows(*([_song_button(owner, song)] for song in found)),
    )


def to_try(text: str, owner: int, examples: Sequence[Song]) -> Card:
    """A text with a few songs to try under it."""
    return Card(text, rows(*([_song_button(owner, song)] for song in examples)))


def _option(owner: int, meaning: Meaning) -> Button:
    if meaning.song is not None:
        return _song_button(owner, meaning.song)
    return _songs_by(owner, meaning.artist_key or "", meaning.artist or "")


def _songs_by(owner: int, key: str, name: str) -> Button:
    return button(label("button-songs-of", name=shorten(name, BUTTON_NAME)), of_artist(owner, key))


def _song_button(owner: int, song: Song) -> Button:
    return button(shorten(_named(song), NAME), of_song(owner, song.key))


def _title(page: SongPage) -> str:
    lines = [on_page(_heading(page), page.view.page)]
    if page.view.mode is not Mode.MIX:
        lines.append(say("songs-by-mode", mode=mode_word(page.view.mode)))
    if turned := turned_words(page.view):
        lines.append(say("songs-steered", turned=", ".join(turned)))
    if page.guessed:
        lines.append(say("songs-guessed"))
    return "\n".join(lines)


def _heading(page: SongPage) -> str:
    if page.song is not None:
        return say("songs-like", title=shorten(page.song.title, NAME), artists=_artists(page.song))
    if page.artist is not None:
        name = shorten(page.artist, NAME)
        return say("songs-around-artist", name=name) if page.around else say("songs-by-artist", name=name)
    return say("songs-for-you")


def _entry(page: SongPage, entry: SongEntry) -> str:
    song = entry.found.song
    head = say("song-head", n=entry.position + 1, title=shorten(song.title, NAME), artists=_artists(song))
    why = _asked(page, song) if entry.found.asked else _why(page, entry)
    return "\n".join(filter(None, (head, _cover(page, entry), why, _links(song))))


def _asked(page: SongPage, song: Song) -> str:
    """Why a song stands in a list that was itself asked by it."""
    if page.artist is None:
        return say("song-why", why=label("song-of-liked"))
    artist = normalise(page.artist)
    own = any(key == artist or key.startswith(f"{artist} and ") for key in song.artist_keys)
    near = label("song-of-near", name=shorten(page.artist, NAME))
    return say("song-why", why=label("song-of-asked") if own else near)


def _cover(page: SongPage, entry: SongEntry) -> str:
    """That it may be a cover, and of whose song."""
    cover = entry.found.song.cover
    if cover is not None and cover.artist is not None:
        name = shorten(cover.artist, NAME)
        return say("song-cover-of", name=name) if cover.said else say("song-maybe-cover-of", name=name)
    if cover is not None:
        return say("song-cover")
    return say("song-namesake") if entry.found.namesake and page.song is not None else ""


def _why(page: SongPage, entry: SongEntry) -> str:
    why, parts = entry.found.why, []
    if why is None:
        return say("song-why", why=label("song-like-those-beside")) if page.guessed else ""
    if entry.names_reason:
        parts.append(label("song-because-heard" if entry.heard else "song-beside", song=_named(why.beside)))
    if why.traits:
        parts.append(label("song-same-mood", traits=", ".join(label(_TRAITS[trait]) for trait in why.traits)))
    if why.genres:
        parts.append(label("song-both", genres=genre_names(why.genres)))
    if why.same_artist and not entry.names_reason:
        parts.append(label("song-same-artist"))
    if why.playlists:
        parts.append(count("song-together", why.playlists))
    if why.like is not None:
        parts.append(label(_LIKE[why.like]))
    return say("song-why", why="; ".join(parts)) if parts else ""


def _links(song: Song) -> str:
    words = quote(f"{song.artists[0]} {song.title}", safe="")
    places = [
        link(label("song-link-spotify"), f"https://open.spotify.com/track/{song.spotify_id}"),
        link(label("song-link-youtube"), f"https://www.youtube.com/results?search_query={words}"),
        link(label("song-link-lastfm"), f"https://www.last.fm/search/tracks?q={words}"),
    ]
    return " · ".join(places)


def _artists(song: Song) -> str:
    return shorten(", ".join(song.artists[:_ARTISTS_NAMED]), NAME)


def _named(song: Song) -> str:
    return f"{shorten(song.title, NAME)} – {_artists(song)}"


def _turns(page: SongPage) -> list[Button]:
    view = page.view
    return turns(
        view.model_copy(update={"page": view.page - 1}) if view.page else None,
        view.model_copy(update={"page": view.page + 1}) if page.more else None,
    )


def _others(page: SongPage) -> list[Button]:
    if not page.others or page.song is None:
        return []
    text = label("button-same-title", title=shorten(page.song.title, BUTTON_NAME))
    return [button(text, SameTitle(owner=page.view.owner, seed=page.view.seed))]
