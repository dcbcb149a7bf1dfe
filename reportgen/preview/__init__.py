"""A report → pages in the browser that follow every change on disk."""
