-- Groups that want artists for all of them. A chat's id is Telegram's own.

CREATE TABLE blend_members (
    chat_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL, -- as the group knows them
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE blends (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given out twice, so an old button can't mean a newer row
    chat_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    asked_at INTEGER NOT NULL
) STRICT;

CREATE INDEX blends_of_chat ON blends (chat_id);

CREATE TABLE blend_shown (
    blend_id INTEGER NOT NULL REFERENCES blends (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    artist_key TEXT NOT NULL CHECK (artist_key <> ''),
    artist_name TEXT NOT NULL,
    match INTEGER NOT NULL CHECK (match BETWEEN 0 AND 100),
    PRIMARY KEY (blend_id, position)
) STRICT, WITHOUT ROWID;

-- For whom an artist was shown; it goes when they leave the blend.
CREATE TABLE blend_fits (
    blend_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    match INTEGER NOT NULL CHECK (match BETWEEN 0 AND 100),
    PRIMARY KEY (blend_id, position, user_id),
    FOREIGN KEY (blend_id, position) REFERENCES blend_shown (blend_id, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
