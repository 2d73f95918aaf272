-- Where a listener stands in a list: the position of the first artist of the page that was turned to last, and
-- when that was. None in lists of which no page was turned. Two choices held it for one list alone, and knew
-- nothing of taps.

ALTER TABLE queries ADD COLUMN position INTEGER CHECK (position >= 0);

ALTER TABLE queries ADD COLUMN opened_at INTEGER;

CREATE INDEX queries_opened ON queries (user_id, opened_at) WHERE opened_at IS NOT NULL;

DELETE FROM preferences
WHERE name IN ('list-opened', 'list-back');
