"""The government half: fetches sealed messages, opens them, applies them. Imports the protocol only, never Django."""
