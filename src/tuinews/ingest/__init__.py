"""The outside world comes in: HTTP, feeds, pages, files; HTML becomes a Document.

Importing this package loads none of its parsers: each module imports what it needs.
"""
