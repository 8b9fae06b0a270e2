"""The way through an application, composed of what the rooms offer; owns no models."""
