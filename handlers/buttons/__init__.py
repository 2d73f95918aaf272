"""What buttons and links carry, and how it is read back: data of a card, checked when it comes."""
