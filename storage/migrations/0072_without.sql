-- Artists that a question leaves out, `Queen without The Beatles`, as a JSON list of their keys.

ALTER TABLE queries ADD COLUMN without TEXT NOT NULL DEFAULT '[]';
