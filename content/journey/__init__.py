"""The way through an application, composed of what the rooms offer; owns no models.

The same views answer under a guide (`…/apply/<procedure>/<id>/<step>/`) and at the canonical address
(`/<lang>/applications/<id>/<step>/`), which mails, API and returns use and which leads to the live guide in that
language. A guide that is gone loses no draft: its address leads back, a POST included.
"""
