-- Lists that listeners keep, each a copy of what a query had shown. A token stands in the link of a list that is
-- shared; without one no link opens it.

CREATE TABLE saved_lists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    query_id INTEGER REFERENCES queries (id) ON DELETE SET NULL,
    title TEXT NOT NULL,
    token TEXT UNIQUE CHECK (length(token) >= 16),
    saved_at INTEGER NOT NULL,
    UNIQUE (user_id, query_id)
) STRICT;

CREATE TABLE saved_artists (
    list_id INTEGER NOT NULL REFERENCES saved_lists (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    artist_key TEXT NOT NULL CHECK (artist_key <> ''),
    artist_name TEXT NOT NULL,
    PRIMARY KEY (list_id, position)
) STRICT, WITHOUT ROWID;
