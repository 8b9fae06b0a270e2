"""Data keys and authenticated encryption; what is sealed here is unreadable once its key is destroyed.

A data key is wrapped by a key of the environment (`SEALING_KEYS`); AES-256-GCM, the context is authenticated. `index`
finds sealed values by equality (HMAC). Ids are UUIDv7.
"""
