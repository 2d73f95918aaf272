"""What stands around all handlers: the way to them, what comes before, the time and the model's thread."""
