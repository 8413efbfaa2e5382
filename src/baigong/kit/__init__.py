"""What any site of this kind needs, and nothing about awards."""
