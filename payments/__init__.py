"""Orders, ways to pay them, and what the payment service says about them."""
