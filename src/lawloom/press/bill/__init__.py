"""The pages of a bill: its redlines, its amendments, its files of the law, its way through parliament."""
