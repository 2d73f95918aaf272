-- What listeners imported of their listening. Artists by the key of their name, whatever the bundle knows.

CREATE TABLE heard_artists (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key TEXT NOT NULL CHECK (key <> ''),
    name TEXT NOT NULL,
    saved INTEGER NOT NULL CHECK (saved IN (0, 1)), -- something of theirs is in the library
    banned INTEGER NOT NULL CHECK (banned IN (0, 1)),
    UNIQUE (user_id, key)
) STRICT;

CREATE TABLE heard_songs (
    id INTEGER PRIMARY KEY,
    artist_id INTEGER NOT NULL REFERENCES heard_artists (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    saved INTEGER NOT NULL CHECK (saved IN (0, 1)),
    listened INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    UNIQUE (artist_id, key)
) STRICT;

-- One row a play, about 16 bytes: it is what tells a play that was imported before from a new one. `at` is in
-- seconds, since a play has no meaning below; where `exact` is 0 only its minute is known.
CREATE TABLE plays (
    song_id INTEGER NOT NULL REFERENCES heard_songs (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    listened INTEGER NOT NULL CHECK (listened IN (0, 1)),
    exact INTEGER NOT NULL CHECK (exact IN (0, 1)),
    PRIMARY KEY (song_id, at)
) STRICT, WITHOUT ROWID;

-- Sums of plays, kept with them. A month is year * 12 + month - 1, in UTC as the hours are.
CREATE TABLE heard_months (
    artist_id INTEGER NOT NULL REFERENCES heard_artists (id) ON DELETE CASCADE,
    month INTEGER NOT NULL,
    listened INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    PRIMARY KEY (artist_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE heard_hours (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    month INTEGER NOT NULL,
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    listened INTEGER NOT NULL,
    PRIMARY KEY (user_id, month, hour)
) STRICT, WITHOUT ROWID;
