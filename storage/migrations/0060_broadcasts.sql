-- What a host sends to all listeners. Who waits for it stands in the queue, and in the queue alone: a crash goes
-- on with who is left, and when all is sent nothing tells who got it.

ALTER TABLE users ADD COLUMN blocked_at INTEGER; -- since when messages don't reach them; they come back by speaking

CREATE TABLE broadcasts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given out twice, so an old button can't mean a newer row
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, -- the host
    text TEXT NOT NULL, -- HTML
    state TEXT NOT NULL CHECK (state IN ('asked', 'sending', 'done')),
    sent INTEGER NOT NULL DEFAULT 0,
    unreached INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE broadcast_queue (
    broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (broadcast_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX broadcast_queue_of_user ON broadcast_queue (user_id);
