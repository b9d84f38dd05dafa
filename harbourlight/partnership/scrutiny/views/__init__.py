"""The pages of scrutiny."""
