"""Official forms and procedures as data, and what they mean; everything else reads them."""
