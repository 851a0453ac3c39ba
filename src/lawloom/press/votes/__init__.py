"""The fast road: the handful of files that a few votes change, and nothing else is made again."""
