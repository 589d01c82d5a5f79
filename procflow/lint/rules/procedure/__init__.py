"""What an internal procedure of the administration must say."""
