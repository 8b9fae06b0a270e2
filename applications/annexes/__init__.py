"""Requests to employers and other third parties to fill in and sign their annex."""
