"""The contenders in Python."""
