"""Helpers of the coder: the rule file, matching, sectors, roles."""
