"""For the organiser: office, director, chair and auditor."""
