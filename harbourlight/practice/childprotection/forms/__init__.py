"""The questions of child protection."""
