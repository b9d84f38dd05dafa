"""Template tags of the pathways engine."""
