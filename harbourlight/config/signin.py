"""How people sign in: only accounts that an administrator made, and none whose end date has passed."""

from allauth.account.adapter import DefaultAccountAdapter

from harbourlight.foundations.access.middleware import LONDON, read_clock


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers themselves; a leaver cannot sign in."""

    def is_open_for_signup(self, request):
        """Accounts are made by administrators, never by a form anybody can reach."""
        return False

    def pre_login(self, request, user, **options):
        """Refuse a person whose account has ended."""
        if user.ended_on and user.ended_on < read_clock().astimezone(LONDON).date():
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **options)
