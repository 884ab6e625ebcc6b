"""What the programs beside this folder share: the program under test, its books, those who ask it, and tables."""
