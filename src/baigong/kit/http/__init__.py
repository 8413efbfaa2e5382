"""The doors of the house: who may come in by which, and what every answer carries."""
