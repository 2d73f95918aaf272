"""Lists of artists: what is asked of the engine, kept, read back, and shown."""
