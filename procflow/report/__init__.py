"""The report for a director: one HTML file with pictures, changes, cost, trace, papers and evidence."""
