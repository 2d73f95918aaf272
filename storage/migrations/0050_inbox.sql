-- What Telegram handed over, before it is confirmed. When an update was handled its row keeps the number alone,
-- for a while: Telegram may hand it over again.

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of arrival
    bot_id INTEGER NOT NULL, -- each bot's updates have numbers of their own
    update_id INTEGER NOT NULL,
    lane INTEGER, -- the chat whose order it keeps, where there is one
    user_id INTEGER, -- no reference: who only talks in a group is no listener
    body TEXT,
    begun INTEGER NOT NULL DEFAULT 0, -- how many processes began to handle it and came to no end
    error TEXT, -- why it was set aside
    at INTEGER NOT NULL,
    UNIQUE (bot_id, update_id)
) STRICT;

CREATE INDEX inbox_waiting ON inbox (bot_id, id) WHERE body IS NOT NULL;

CREATE INDEX inbox_of_user ON inbox (user_id) WHERE user_id IS NOT NULL;

-- What an update has changed so far, one row for each transaction: handled anew after a crash, it does not
-- change that again.
CREATE TABLE inbox_steps (
    id INTEGER PRIMARY KEY,
    inbox_id INTEGER NOT NULL REFERENCES inbox (id) ON DELETE CASCADE,
    done TEXT NOT NULL CHECK (json_valid(done)) -- each statement with the rows that it returned
) STRICT;

CREATE INDEX inbox_steps_of ON inbox_steps (inbox_id);
