"""What is shown to everybody may be kept until somebody changes it: tables tell of a change, every process hears it."""

SHARED_SECONDS = 60  # how long any cache may keep what is for everybody
