"""What every office in Taiwan takes for granted: its calendar, counties, codes and numbers."""
