"""A sealed sheet of answers under one form version, the forms that fill it, and the wizard."""
