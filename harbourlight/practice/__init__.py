"""What happens with a child."""
