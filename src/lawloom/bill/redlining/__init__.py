"""How one text became another: the steps from two texts to a redline, its forms, and the way back."""
