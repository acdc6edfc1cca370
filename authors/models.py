"""Who signs in (User) and who signs articles (Author)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from content import markup


class UserManager(BaseUserManager):
    """Makes users; addresses are kept in lower case, and found in any case."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, by address and password."""

    class Letters(models.TextChoices):
        """How often somebody wants to be written to about work that waits for them."""

        HOURLY = "hourly", _("at most once an hour, when something new waits")
        DAILY = "daily", _("at most once a day, when something new waits")
        NONE = "none", _("never")

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody with this address is here already.")},
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("Shown beside comments."))
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Take this away instead of deleting somebody.")
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    letters = models.CharField(
        _("letters about comments that wait for you"),
        max_length=10,
        choices=Letters,
        default=Letters.HOURLY,
    )

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case"),
            models.CheckConstraint(
                condition=Q(letters__in=["hourly", "daily", "none"]), name="user_letters_known"
            ),
        ]

    def __str__(self):
        return self.name or self.email

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class AuthorQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by(Lower("name"), "pk")

    def with_portraits(self):
        return self.select_related("portrait")


class Author(models.Model):
    """The public profile of somebody who writes here, with or without an account."""

    user = models.OneToOneField(
        User,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
    )
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=100, unique=True, allow_unicode=True)
    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("One line: “Editor”, “Staff writer”.")
    )
    credentials = models.CharField(
        _("credentials"),
        max_length=300,
        blank=True,
        help_text=_("Why readers may trust this person on the subject."),
    )
    biography = models.TextField(
        _("biography"),
        blank=True,
        max_length=5000,
        help_text=_("Plain text; an empty line begins a paragraph."),
    )
    biography_html = models.TextField(editable=False, blank=True)
    portrait = models.ForeignKey(
        "content.Image",
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        permissions = [("edit_all_authors", _("Can edit everybody's profile"))]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("authors:author_detail", args=[self.slug])

    def write_biography(self, source: str) -> None:
        """Take a plain text; not saved. Raises ValueError: out of markup's bounds."""
        self.biography = source
        self.biography_html = markup.article_html(linebreaks(source, autoescape=True))

    def can_be_edited_by(self, user: User) -> bool:
        if user.has_perm("authors.edit_all_authors"):
            return True
        return self.user_id is not None and self.user_id == user.pk


class AuthorLink(models.Model):
    """Another place of an author's: a site, a profile elsewhere."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=60)
    url = models.URLField(_("address"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.label
