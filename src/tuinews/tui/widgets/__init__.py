"""The small parts: header line, footer line, search bar."""
