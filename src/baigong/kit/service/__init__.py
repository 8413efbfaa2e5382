"""How well the house served those who write, stretch by stretch, as its web processes counted it themselves."""
