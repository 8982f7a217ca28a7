"""Writers: a finished table and a path; they compute nothing but the sums under a column."""
