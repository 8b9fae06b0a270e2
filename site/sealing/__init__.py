"""Data keys and authenticated encryption; what is sealed here is unreadable once its key is destroyed."""
