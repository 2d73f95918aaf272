-- When a preference was put, so that of open questions, which are kept among them, the oldest can go.

ALTER TABLE preferences ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
