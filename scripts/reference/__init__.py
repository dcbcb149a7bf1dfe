"""The reference pages of docs/, made from the program's own models and registries."""
