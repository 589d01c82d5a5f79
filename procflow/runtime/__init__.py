"""How running works: a token core without I/O, SpiffWorkflow below it, services and a store around it."""
