"""Input and output: disk, clock, network, environment, processes and the cache. No other package touches these."""
