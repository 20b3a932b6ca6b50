"""The filters at the left of the record: what can be chosen, how often it occurs, and what is chosen."""
