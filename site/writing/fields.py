"""Form fields whose text is cleaned before any validator sees it; the only module here that knows Django."""

from typing import Any

from django import forms

from writing import cleaning


class CodeField(forms.CharField):
    """A code, number or digest that people copy from somewhere."""

    def to_python(self, value: Any) -> str:
        return super().to_python(_cleaned(value))


class EmailField(forms.EmailField):
    """An address of mail; which addresses are the same person's is not its affair."""

    def to_python(self, value: Any) -> str:
        return super().to_python(_cleaned(value))


def _cleaned(value: Any) -> Any:
    return cleaning.code(value) if isinstance(value, str) else value
