"""Making the tracks' part of the bundle: songs out of published tracks, their tower, and how good it is."""
