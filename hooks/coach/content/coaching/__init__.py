"""The coaching of a reading path: what authors write of it, and the fifteen minutes that it makes."""
