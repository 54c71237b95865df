"""Days in the words of a language, for the templates of the panels."""

from reportedly.web.days import month, short_day, spoken_day
from reportedly.web.shell import environment

environment().filters.update(spoken_day=spoken_day, short_day=short_day, month=month)
