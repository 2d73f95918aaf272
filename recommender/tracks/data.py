"""The songs as they stand in the bundle."""

from dataclasses import dataclass
from pathlib import Path

from errors import BundleError
from recommender import columns
from recommender.folder import blamed
from recommender.texts import within


@dataclass(frozen=True)
class SongData:
    """The songs of a bundle; lists run over songs by position.

    `artists` are names; `credits` holds each song's artists as indices into them, the main one first;
    `names` are title keys (titles.title_key), and `ids` the publisher's; `popularity` is a percentile in
    0..1; `genres` holds indices into `vocabulary`, best first; `covers` are (song, song it follows or -1,
    whether its title says so).
    """

    artists: list[str]
    credits: list[list[int]]
    titles: list[str]
    names: list[str]
    ids: list[str]
    popularity: list[float]
    vocabulary: list[str]
    genres: list[list[int]]
    covers: list[tuple[int, int, bool]]

    def __len__(self) -> int:
        return len(self.titles)

    def save(self, path: Path) -> None:
        columns.save(path, self)

    @classmethod
    def load(cls, path: Path) -> "SongData":
        """Raises BundleError when the file holds no songs."""
        data = columns.load(path, cls, "no songs in it")
        of_songs = (data.credits, data.titles, data.names, data.ids, data.popularity, data.genres)
        with blamed(path):
            if len({len(column) for column in of_songs}) != 1:
                raise BundleError(f"{path}: its columns differ in length")
            if not data.is_closed():
                raise BundleError(f"{path}: it speaks of songs, artists or genres that are not in it")
        return data

    def is_closed(self) -> bool:
        """Whether all that it speaks of is in it, and each song is by somebody."""
        covers = [song for song, _, _ in self.covers], [of for _, of, _ in self.covers if of != -1]
        return (
            all(self.credits)
            and within(self.credits, len(self.artists))
            and within(self.genres, len(self.vocabulary))
            and within(covers, len(self))
        )
