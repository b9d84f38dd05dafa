"""What is made for readers: packs, reports, help and public pages."""
