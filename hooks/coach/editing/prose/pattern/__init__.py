"""What a reader of the whole blog would notice: how articles open and end, their length, phrases that return."""
