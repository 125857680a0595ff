"""Law times scores: verdicts, criteria met, tiers."""
