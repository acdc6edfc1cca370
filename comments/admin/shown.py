"""Lists of rows that the conversation makes and keeps by itself."""

from django.contrib import admin


class OnlyShown(admin.ModelAdmin):
    """Rows that nobody adds or deletes by hand."""

    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
