"""What our slowest work costs, measured by hand."""
