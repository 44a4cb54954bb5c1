"""Where the core meets the machine: disk, clock, network, environment, processes, and the cache."""
