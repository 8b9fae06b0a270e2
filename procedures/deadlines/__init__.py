"""The one engine of terms: the last day of a rule, with its working and its law; the 90 of 180 visa-free days.

`rules.toml` and `steps.toml` are the data: what is counted from which day, and the sentence and units of each step.
`counting` and `visits` are pure and need no Django; `engine` counts by a rule, `saying` puts it into words. Days are
days in Warsaw. What is asked is stored nowhere and logged nowhere.
"""
