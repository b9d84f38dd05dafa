"""Rooms of the partnership: what its bodies decide, plan and are asked."""
