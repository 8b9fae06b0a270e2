"""What is made of a definition for others: JSON Schema, the payload of the register, the texts of translators."""
