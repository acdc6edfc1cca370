"""Pages of those who are signed in, and the way in."""

STAFF = {
    "admin-index": "/admin/",
    "moderation-queue": "/admin/comments/comment/queue/",
    "moderation-reported": "/admin/comments/comment/queue/?tab=reported",
    "moderation-approved": "/admin/comments/comment/queue/?tab=approved&q=the",
    "moderation-nothing": "/admin/comments/comment/queue/?q=nobody-said-this",
    "moderation-branch": "/admin/comments/comment/queue/1/branch/",
    "moderation-edit": "/admin/comments/comment/queue/1/edit/",
    "moderation-answer": "/admin/comments/comment/queue/1/answer/",
    "moderation-all": "/admin/comments/comment/queue/all/?tab=pending&to=spam",
    "moderation-actions": "/admin/comments/comment/queue/actions/",
    "admin-log": "/admin/comments/decision/",
    "admin-comments": "/admin/comments/comment/?q=answer",
    "admin-comment": "/admin/comments/comment/1/change/",
    "admin-articles": "/admin/blog/article/",
    "admin-article": "/admin/blog/article/1/change/",
    "admin-policy": "/admin/comments/policy/1/change/",
    "admin-person": "/admin/comments/commenter/1/change/",
    "admin-merge": "/admin/comments/commenter/1/merge/",
    "admin-ban": "/admin/comments/ban/add/?comment=1",
    "admin-page": "/admin/blog/page/1/change/",
    "admin-pages": "/admin/blog/page/",
    "admin-series": "/admin/blog/series/1/change/",
    "admin-new-article": "/admin/blog/article/add/",
    "admin-revisions": "/admin/blog/article/1/history/",
    "admin-schedule": "/admin/blog/article/schedule/",
    "admin-images": "/admin/content/image/",
    "admin-image": "/admin/content/image/1/change/",
    "admin-images-upload": "/admin/content/image/upload/",
    "admin-settings": "/admin/blog/sitesettings/1/change/",
    "admin-letters": "/admin/content/letter/",
    "admin-paused-addresses": "/admin/content/pausedaddress/",
    "letters": "/account/letters/",
    "password-change": "/account/password/",
    "password-change-done": "/account/password/done/",
}


def sign_in(page, login) -> None:
    email, password = login
    page.goto("/admin/login/?next=/admin/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
