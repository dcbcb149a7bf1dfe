"""Turn survey data and a codebook into a bilingual, print-ready report."""

__version__ = "0.1.0"
