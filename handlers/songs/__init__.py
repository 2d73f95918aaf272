"""Lists of songs: what is asked, shown, turned and steered."""
