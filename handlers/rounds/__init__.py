"""What is sent unasked: weekly picks and broadcasts."""
