"""Reading: a discussion as the data of its pages, in a bounded number of rows and queries."""
