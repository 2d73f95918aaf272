"""What words mean, by rules alone: names as people spell them, wishes, refusals, genres, decades."""
