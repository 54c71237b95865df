"""The workbench on a big store: how long its questions and its refreshing take."""
