"""Sleep of the computer: kept away while an answer is written, and cleaned up after when it came nevertheless."""
