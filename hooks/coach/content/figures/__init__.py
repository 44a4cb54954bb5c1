"""The figure of an article or reading path: which kinds there are, and what authors write of theirs."""
