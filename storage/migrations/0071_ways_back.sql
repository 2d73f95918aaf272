-- What refers to a listener or a list is found by it: without an index, to forget one listener SQLite looked
-- through these tables once for each of their rows, and through all saved lists to open a shared one.

CREATE INDEX blend_members_of_user ON blend_members (user_id);

CREATE INDEX blends_of_user ON blends (user_id);

CREATE INDEX blend_fits_of_user ON blend_fits (user_id);

CREATE INDEX saved_of_query ON saved_lists (query_id) WHERE query_id IS NOT NULL;

CREATE INDEX weekly_of_query ON weekly (query_id) WHERE query_id IS NOT NULL;
