"""The generated texts for translators are never stale."""

from pathlib import Path

from procedures.outputs import texts


def test_messages_are_what_the_definitions_say() -> None:
    """When this fails, run `manage.py procedure_messages`."""
    assert Path(texts.__file__).parents[1].joinpath("messages.py").read_text() == texts.source()


def test_every_kind_of_text_is_collected() -> None:
    collected = set(texts.all_texts())

    assert {
        "Application for a temporary residence permit",
        "Your passport",
        "None – the document has no expiry date",
        "Another colour",
        "Stay",
        "Name of the authority",
        "Fee for the residence card",
        "Minimum wage",
        "Masovian Voivodeship Office",
        "Soviet Union (until 1991)",
        "You have health insurance",
        "I am aware of the criminal liability for making a false statement.",
    } <= collected
