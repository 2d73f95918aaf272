"""A listener's own listening, from a file on its way to what came of it."""
