"""One question of a tree as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from procedures.language.trees import Tree, TreeQuestion
from procedures.outputs.trees import label


class TreeQuestionForm(forms.Form):
    """Each answer is a radio button; none is chosen beforehand, unless the reader had chosen it."""

    use_required_attribute = False

    def __init__(self, data: Any, *, tree: Tree, question: TreeQuestion, known: str | None) -> None:
        super().__init__(data, initial={"answer": known})
        self.fields["answer"] = forms.ChoiceField(
            label=_("Your answer"),
            help_text=_(question.hint) if question.hint else "",
            choices=[(each.code, label(tree, each)) for each in question.answers],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the answers")},
        )
