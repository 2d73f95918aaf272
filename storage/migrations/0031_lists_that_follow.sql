-- A list asked anew knows the list that it follows, and what in it is new since and why. Reasons are kept with
-- what was shown, for a "why?" is answered with what took part then. Kinds of queries are checked in the code
-- from now on: SQLite changes no CHECK in place.

CREATE TABLE queries_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind <> ''),
    text TEXT NOT NULL,
    seeds TEXT NOT NULL CHECK (json_valid(seeds)), -- artist keys, only ever read as a whole
    after INTEGER, -- the list that this one follows
    asked_at INTEGER NOT NULL
) STRICT;

INSERT INTO queries_new (id, user_id, kind, text, seeds, asked_at)
SELECT id, user_id, kind, text, seeds, asked_at
FROM queries;

DELETE FROM sqlite_sequence
WHERE name = 'queries_new';

UPDATE sqlite_sequence
SET name = 'queries_new'
WHERE name = 'queries';

DROP TABLE queries;

ALTER TABLE queries_new RENAME TO queries;

CREATE INDEX queries_newest ON queries (user_id, id);

ALTER TABLE shown ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)); -- [key, share] pairs

ALTER TABLE shown ADD COLUMN news TEXT; -- why it is new since the list before, where it is

ALTER TABLE shown ADD COLUMN news_key TEXT; -- the artist that it is new because of, where there is one
