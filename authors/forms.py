"""What people type about their accounts, and what is typed about authors in the admin."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .letters import send_password_reset
from .models import Author, User


class PasswordResetForm(forms.Form):
    """Asks for an address. Known or not, the answer and the work are the same."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def save(self, **options) -> None:
        """Ask for the letter. ``options`` are what Django's view offers; the letter needs none."""
        send_password_reset(self.cleaned_data["email"].strip().lower(), now=timezone.now())


class LettersForm(forms.ModelForm):
    """How often somebody wants to be written to."""

    class Meta:
        model = User
        fields = ["letters"]
        widgets = {"letters": forms.RadioSelect}
        labels = {"letters": _("About comments that wait for you")}


class InvitationForm(forms.ModelForm):
    """Adds somebody in the admin: without a password, which the letter asks them to set."""

    class Meta:
        model = User
        fields = ["email", "name", "groups"]

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()

    def save(self, *, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit=commit)


class AuthorForm(forms.ModelForm):
    """Renders the biography while it is checked, so that what is stored is what was seen."""

    class Meta:
        model = Author
        fields = [
            "name",
            "slug",
            "user",
            "role",
            "credentials",
            "biography",
            "portrait",
        ]

    def clean_biography(self):
        try:
            self.instance.write_biography(self.cleaned_data["biography"])
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return self.instance.biography
