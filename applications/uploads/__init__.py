"""Files people attach: the gate that checks them, and sealed storage."""
