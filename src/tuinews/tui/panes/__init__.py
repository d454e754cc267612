"""The panes: list, article, source, feed tree. Each draws line by line and keeps no more than it shows."""
