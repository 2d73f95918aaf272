"""What a listener has gathered: verdicts, past lists and kept ones."""
