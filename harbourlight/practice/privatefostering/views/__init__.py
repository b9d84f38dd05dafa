"""The pages of private fostering, and what it shows on a child's page and on the first page."""
