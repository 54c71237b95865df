"""Pure scores: annotations in, counts out; no files, no clock, no product."""
