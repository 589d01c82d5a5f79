"""
The token core: plans, states, commands and effects as values, and `advance` from one to the next.

Nothing here reads or writes a file, a database or the clock of the machine.
"""
