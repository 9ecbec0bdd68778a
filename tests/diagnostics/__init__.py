"""What editors are told of every kind of problem."""
