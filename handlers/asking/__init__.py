"""From a listener's words to an answer, or to a question back."""
