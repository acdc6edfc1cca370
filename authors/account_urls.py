"""
What people with an account choose, below /account/: letters, and passwords by Django's own views.

Signing in is the admin's.
"""

from django.contrib.auth import views as auth
from django.urls import path, reverse_lazy

from .account import letters
from .forms import PasswordResetForm

app_name = "account"
urlpatterns = [
    path("letters/", letters, name="letters"),
    path(
        "password/",
        auth.PasswordChangeView.as_view(
            template_name="account/password_change.html",
            success_url=reverse_lazy("account:password_change_done"),
        ),
        name="password_change",
    ),
    path(
        "password/done/",
        auth.PasswordChangeDoneView.as_view(template_name="account/password_change_done.html"),
        name="password_change_done",
    ),
    path(
        "password/reset/",
        auth.PasswordResetView.as_view(
            template_name="account/password_reset.html",
            form_class=PasswordResetForm,
            success_url=reverse_lazy("account:password_reset_done"),
        ),
        name="password_reset",
    ),
    path(
        "password/reset/done/",
        auth.PasswordResetDoneView.as_view(template_name="account/password_reset_done.html"),
        name="password_reset_done",
    ),
    path(
        "password/reset/complete/",
        auth.PasswordResetCompleteView.as_view(
            template_name="account/password_reset_complete.html"
        ),
        name="password_reset_complete",
    ),
    path(
        "password/reset/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(
            template_name="account/password_reset_confirm.html",
            success_url=reverse_lazy("account:password_reset_complete"),
        ),
        name="password_reset_confirm",
    ),
]
