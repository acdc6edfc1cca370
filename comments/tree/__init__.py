"""The trees: where comments stand, what is counted of them, and how both are proven."""
