"""What is shown to everybody may be kept until somebody changes it: tables tell of a change, every process hears it."""
