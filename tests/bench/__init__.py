"""Benchmarks: how fast the product is on this machine, as ratios measured in one run. ``make bench`` prints them."""
