"""`make bench`: how fast the site is, in ratios within one run. It reports; it never passes or fails."""
