"""What an editor sets for themselves in the admin: only what has an effect here."""

from wagtail.admin.views.account import AccountView, BaseSettingsPanel

# Mails follow `content.moderation` whatever is ticked; a picture of oneself would be one more personal file
WITHOUT = frozenset({"avatar", "notifications"})


class OwnSettings(AccountView):
    def get_panels(self) -> list[BaseSettingsPanel]:
        return [panel for panel in super().get_panels() if panel.name not in WITHOUT]
