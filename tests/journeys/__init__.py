"""Journeys of people through the product in a real browser, with axe at the end."""
