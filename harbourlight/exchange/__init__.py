"""Where Harbourlight meets other systems."""
