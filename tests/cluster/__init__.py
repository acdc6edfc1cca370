"""`make test-cluster`: two servers and a worker behind nginx, with one PostgreSQL and one Redis."""
