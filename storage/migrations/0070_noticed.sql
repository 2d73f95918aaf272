-- When a listener last took notice of an artist that was suggested: opened, rated or kept it. Who is shown again
-- and again and never noticed rests for a while.

CREATE TABLE noticed (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    artist_key TEXT NOT NULL CHECK (artist_key <> ''),
    at INTEGER NOT NULL,
    PRIMARY KEY (user_id, artist_key)
) STRICT, WITHOUT ROWID;
