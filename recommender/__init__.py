"""The thinking: catalogue, retrieval, similarity and ranking behind one door."""
