"""The pages of challenges in the partnership."""
