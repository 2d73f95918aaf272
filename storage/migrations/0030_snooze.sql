-- A verdict may end by itself: "not for a month" stands until a moment. SQLite changes no CHECK in place, so the
-- table is written anew; ids go on where they were, for an id is never given out twice.

CREATE TABLE verdicts_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    artist_key TEXT NOT NULL CHECK (artist_key <> ''),
    artist_name TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('like', 'dislike', 'known', 'snoozed', 'blocked')),
    at INTEGER NOT NULL,
    until INTEGER CHECK ((until IS NOT NULL) = (verdict = 'snoozed')),
    UNIQUE (user_id, artist_key)
) STRICT;

INSERT INTO verdicts_new (id, user_id, artist_key, artist_name, verdict, at)
SELECT id, user_id, artist_key, artist_name, verdict, at
FROM verdicts;

DELETE FROM sqlite_sequence
WHERE name = 'verdicts_new';

UPDATE sqlite_sequence
SET name = 'verdicts_new'
WHERE name = 'verdicts';

DROP TABLE verdicts;

ALTER TABLE verdicts_new RENAME TO verdicts;

CREATE INDEX verdicts_newest ON verdicts (user_id, verdict, at, id);
