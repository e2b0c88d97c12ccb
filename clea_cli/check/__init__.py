"""What the files must mean. It comes before `decision`: what passes here always has a décision."""
