"""People who sign in: users, their verified identity, sign-up and sign-in pages."""
