"""What residents' words are about: sentences by subject, and the fit to them."""
