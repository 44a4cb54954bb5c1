"""Charts: what authors write in a block, and where each part of the drawing stands."""
