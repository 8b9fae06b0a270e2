"""What is signed and filed: the frozen XML, the document, the receipt."""
