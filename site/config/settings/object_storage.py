"""Django's storage over a bucket of S3-compatible object storage."""

from typing import Any


def bucket(name: str, *, endpoint: str, access_key: str, secret_key: str, **options: Any) -> dict[str, Any]:
    """A private bucket in which nothing is ever overwritten; `options` are those of django-storages."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": name,
            "endpoint_url": endpoint,
            "access_key": access_key,
            "secret_key": secret_key,
            "file_overwrite": False,
            "default_acl": None,
            **options,
        },
    }
