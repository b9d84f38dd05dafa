"""The verbs of child protection: the only writers of its steps and of more than one row."""
