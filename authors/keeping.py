"""What is kept of people with an account."""

from django.utils.translation import gettext as _

from content.keeping import Kept, Whose


def kept() -> list[Kept]:
    return [
        Kept(
            whose=Whose.ACCOUNTS,
            what=_("Name, e-mail address and a scrambled password of people with an account"),
            why=_("So that they can sign in. The name stands beside what they write."),
            until=_("Until the account is deleted."),
        )
    ]
