"""Rate: the three rates with their lines, what they are made of, what is still asked, and the evidence of every part."""
