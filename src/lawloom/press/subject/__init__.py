"""The pages of one subject: each contribution, its lists, and what stands in its slots."""
