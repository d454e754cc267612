"""Keys as other programs have them: one table per module, `KEYS`, from commands to keys. Only the chosen one is loaded.

A command that a table does not name keeps its usual keys, but for those that the table gives to another; one that
would have none left gets its key with alt.
"""
