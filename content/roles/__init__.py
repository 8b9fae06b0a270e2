"""Who may do what to a page: its authors, its legal reviewers, its publishers; never one person alone.

`authorship` says whose change a text is, `law_shown` whether it needs a legal reviewer, `publication` whether somebody
may publish it; `tasks` are the steps of the two workflows, `workflows` puts them together, `pages` is what every page
of ours has of it.
"""
