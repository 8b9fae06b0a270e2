"""The rooms an application passes through, from its first answer to its decision."""
