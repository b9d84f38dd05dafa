"""How the partnership knows whether its work is good."""
