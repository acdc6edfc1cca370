"""Letters to those who comment and follow: what is told to whom, and the links in it."""
