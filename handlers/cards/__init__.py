"""What every card is made of, and how it leaves: texts, lines, rows of buttons, calls."""
