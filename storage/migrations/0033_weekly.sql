-- Who wants a pick every week, and when by their own clock. A pick that is made and not yet sent is kept, so a
-- restart in between neither loses it nor makes another.

CREATE TABLE weekly (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    zone TEXT NOT NULL CHECK (zone <> ''),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6), -- 0 is Monday
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    language TEXT NOT NULL,
    next_at INTEGER NOT NULL,
    query_id INTEGER REFERENCES queries (id) ON DELETE SET NULL -- made, and not yet sent
) STRICT;

CREATE INDEX weekly_due ON weekly (next_at);
