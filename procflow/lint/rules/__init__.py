"""All rules: a folder is a set, a file a rule that is registered by lying here."""
