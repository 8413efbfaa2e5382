"""Named scenes for demo, rehearsal, tests, screenshots and bench, built through the verbs only."""
