"""Who may take which step today: every step of every pathway, tried by every kind of person and from every state."""
