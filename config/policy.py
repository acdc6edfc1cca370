"""The Content-Security-Policy of each answer: the house's, wider where its page said so."""

from django.conf import settings
from django.middleware.csp import ContentSecurityPolicyMiddleware

from content.policy import widened


class PolicyMiddleware(ContentSecurityPolicyMiddleware):
    def process_response(self, request, response):
        if not hasattr(response, "_csp_config"):
            response._csp_config = widened(request, settings.SECURE_CSP)
        return super().process_response(request, response)
