"""From what storage keeps of a list, and the catalogue knows, to what is shown of it."""

from collections.abc import Mapping, Sequence

from handlers.lists.data import GENRES, Because, Entry, Fresh, Ground, Page, PastList, Why
from handlers.lists.heard import ALL, Scope
from recommender import Company, Recommender
from recommender.words.look_alikes import unmixed
from storage import PastQuery, Query, QueryKind, Shown, Verdict

_SHARED_GENRES = 1


class Showing:
    def __init__(self, engine: Recommender) -> None:
        self._engine = engine

    def page(
        self,
        query: Query,
        number: int,
        shown: Sequence[Shown],
        verdicts: Mapping[str, Verdict],
        *,
        imported: bool,
    ) -> Page:
        words = called(query)
        names = self._names(words)
        # Letters of the wrong script look right: “АС/DC” was taken as what it looks like.
        heard = tuple(pair for pair in zip(words.values(), names, strict=True) if unmixed(pair[0]) != pair[1])
        entries = tuple(self.entry(query, one, verdicts, imported=imported) for one in shown)
        scope = Scope.parse(query.text) if query.kind is QueryKind.FORYOU else ALL
        return Page(
            *(query.id, query.kind, names, heard, number, entries, scope, imported),
            owner=query.user_id,
            title=query.text if query.kind is QueryKind.SHARED else "",
            without=self._names({key: key for key in query.without}),
        )

    def entry(self, query: Query, shown: Shown, verdicts: Mapping[str, Verdict], *, imported: bool) -> Entry:
        return Entry(
            query_id=query.id,
            position=shown.position,
            key=shown.artist_key,
            name=shown.artist_name,
            match=shown.match,
            genres=self._genres(shown.artist_key)[:GENRES],
            because=self._because(query, shown, verdicts, imported=imported),
            verdict=verdicts.get(shown.artist_key),
            picked=query.kind is not QueryKind.SHARED,
            fresh=Fresh(shown.news, self._name(shown.news_key)) if shown.news else None,
            songs=self._engine.has_songs,
        )

    def why(self, query: Query, shown: Shown, verdicts: Mapping[str, Verdict], *, imported: bool) -> Why:
        known = self._engine.knows(shown.artist_key)
        grounds = [
            Ground(because, share, self._company(key, shown.artist_key))
            for key, share in shown.reasons
            if (because := self._ground(query, shown, key, verdicts, imported=imported))
        ]
        return Why(
            entry=self.entry(query, shown, verdicts, imported=imported),
            grounds=tuple(grounds),
            popularity=self._engine.artist(shown.artist_key).popularity if known else None,
        )

    def _company(self, one: str, other: str) -> Company | None:
        if not (self._engine.knows(one) and self._engine.knows(other)):
            return None
        company = self._engine.company(one, other)
        return company if company.meetings else None

    def _because(
        self, query: Query, shown: Shown, verdicts: Mapping[str, Verdict], *, imported: bool
    ) -> Because | None:
        if shown.reason_key is None:
            return None
        return self._ground(query, shown, shown.reason_key, verdicts, imported=imported, most=_SHARED_GENRES)

    def _ground(
        self,
        query: Query,
        shown: Shown,
        key: str,
        verdicts: Mapping[str, Verdict],
        *,
        imported: bool,
        most: int | None = None,
    ) -> Because | None:
        """A liked artist as a reason, with at most so many of the genres that both share."""
        if not self._engine.knows(key):
            return None
        reason = self._engine.artist(key)
        shared = tuple(genre for genre in self._genres(shown.artist_key) if genre in reason.genres)
        played = imported and verdicts.get(reason.key) is not Verdict.LIKE
        return Because(reason.name, reason.key in query.seeds, shared[:most], played)

    def past(self, past: PastQuery) -> PastList:
        of = {
            verdict: {key: past.names[key] for key, one in past.rated.items() if one is verdict}
            for verdict in Verdict
        }
        rated = {verdict: self._names(judged) for verdict, judged in of.items() if judged}
        return PastList(past, self._names(called(past.query)), rated)

    def names(self, query: Query) -> tuple[str, ...]:
        """The names of the artists that were asked for."""
        return self._names(called(query))

    def _genres(self, key: str) -> tuple[str, ...]:
        return self._engine.artist(key).genres if self._engine.knows(key) else ()

    def _name(self, key: str | None) -> str | None:
        return self._engine.artist(key).name if key is not None and self._engine.knows(key) else None

    def _names(self, called: Mapping[str, str]) -> tuple[str, ...]:
        knows, artist = self._engine.knows, self._engine.artist
        return tuple(artist(key).name if knows(key) else name for key, name in called.items())


def called(query: Query) -> dict[str, str]:
    return dict(zip(query.seeds, query.text.split("\n"), strict=False))
