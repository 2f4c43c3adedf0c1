"""What the documentation states in figures, measured. `make bench` runs all of it; each module says what it measures."""
