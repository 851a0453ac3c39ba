"""What is taken away on paper: a phase as a report, a redline as one page."""
