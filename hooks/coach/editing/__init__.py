"""Changes to what authors wrote, word by word: nothing but the changed words is touched."""
