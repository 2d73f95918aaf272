-- Times are whole milliseconds since 1970 in UTC: they sort and compare as they are, with no zone to misread.

CREATE TABLE users (
    id INTEGER PRIMARY KEY, -- Telegram's own
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL CHECK (last_seen >= first_seen)
) STRICT;

CREATE TABLE preferences (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    value TEXT NOT NULL,
    PRIMARY KEY (user_id, name)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: an id is never given out twice, so an old button can't mean a newer row.
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    artist_key TEXT NOT NULL CHECK (artist_key <> ''),
    artist_name TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('like', 'dislike', 'known', 'blocked')),
    at INTEGER NOT NULL,
    UNIQUE (user_id, artist_key)
) STRICT;

CREATE INDEX verdicts_newest ON verdicts (user_id, verdict, at, id);

CREATE TABLE queries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('recommend', 'foryou', 'similar')),
    text TEXT NOT NULL,
    seeds TEXT NOT NULL CHECK (json_valid(seeds)), -- artist keys, only ever read as a whole
    asked_at INTEGER NOT NULL
) STRICT;

CREATE INDEX queries_newest ON queries (user_id, id);

CREATE TABLE shown (
    query_id INTEGER NOT NULL REFERENCES queries (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    artist_key TEXT NOT NULL CHECK (artist_key <> ''),
    artist_name TEXT NOT NULL,
    match INTEGER NOT NULL CHECK (match BETWEEN 0 AND 100),
    reason_key TEXT,
    score REAL NOT NULL,
    PRIMARY KEY (query_id, position)
) STRICT, WITHOUT ROWID;
