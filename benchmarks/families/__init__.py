"""Story families: invented reports that derive from one another, with the truth of who took what from whom."""
