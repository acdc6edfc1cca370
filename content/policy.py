"""What a page may fetch from another host, where the owner or its text names one: only there, only that."""

_WIDENED = "_widened_policy"


def widen(request, directive: str, *origins: str) -> None:
    """Let the page that answers ``request`` reach ``origins`` (https://host) for what ``directive`` says."""
    widened = request.__dict__.setdefault(_WIDENED, {})
    widened.setdefault(directive, []).extend(origins)


def reached(request) -> dict[str, list[str]]:
    """Return by directive what the page may reach so far besides the house."""
    return getattr(request, _WIDENED, {})


def widened(request, policy: dict) -> dict:
    """Return ``policy`` as the page needs it."""
    more = reached(request)
    return policy | {name: [*policy.get(name, []), *origins] for name, origins in more.items()}
