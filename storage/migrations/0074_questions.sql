-- Lists that ask the same question, one after the other, are one in the history: each that follows others knows
-- the first of them.

ALTER TABLE queries ADD COLUMN question INTEGER;

WITH RECURSIVE before (id, earlier) AS (
    SELECT id, after
    FROM queries
    WHERE after IS NOT NULL
    UNION
    SELECT before.id, queries.after
    FROM before
    JOIN queries
    ON queries.id = before.earlier
    WHERE queries.after IS NOT NULL
)
UPDATE queries
SET question = found.first
FROM (
    SELECT id, min(earlier) AS first
    FROM before
    GROUP BY id
) AS found
WHERE queries.id = found.id;

CREATE INDEX queries_of_question ON queries (question, id) WHERE question IS NOT NULL;
