from django.urls import path

from content import addresses  # noqa: F401  (its converters)

from . import views

app_name = "comments"
urlpatterns = [
    path("articles/<address:slug>/mine/", views.mine, name="mine"),
    path("articles/<address:slug>/reply/", views.reply, name="reply"),
    path("articles/<address:slug>/news/", views.news, name="news"),
    path("articles/<address:slug>/news/comments/", views.new_comments, name="new_comments"),
    path("articles/<address:slug>/commenters/", views.commenter_list, name="commenter_list"),
    path(
        "articles/<address:slug>/feeds/<feed_kind:kind>/", views.comment_feed, name="comment_feed"
    ),
    path("articles/<address:slug>/follow/", views.follow, name="follow"),
    path("follow/", views.follow_articles, name="follow_articles"),
    path("me/", views.me, name="me"),
    path("me/link/", views.me_link, name="me_link"),
    path("me/data/", views.me_data, name="me_data"),
    path("me/erase/", views.me_erase, name="me_erase"),
    path("me/confirm/<str:token>/", views.confirm, name="confirm"),
    path("me/comment/<str:token>/", views.my_comment, name="my_comment"),
    path("me/stop/<str:token>/", views.stop, name="stop"),
    path("me/<str:token>/", views.me, name="me"),
    path("me/<str:token>/data/", views.me_data, name="me_data"),
    path("me/<str:token>/erase/", views.me_erase, name="me_erase"),
    path("me/<str:token>/join/", views.me_join, name="me_join"),
    path("comments/<pk:pk>/", views.comment_detail, name="comment_detail"),
    path("comments/<pk:pk>/edit/", views.edit, name="edit"),
    path("comments/<pk:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("comments/<pk:pk>/react/", views.react, name="react"),
    path("comments/<pk:pk>/report/", views.report, name="report"),
    path("articles/<address:slug>/react/", views.react_to_article, name="react_to_article"),
    path("comments/<pk:pk>/replies/", views.comment_replies, name="comment_replies"),
    path("moderate/<str:token>/", views.decide_by_letter, name="decide_by_letter"),
    path("moderate/letters/<str:token>/", views.stop_letters, name="stop_letters"),
    path("comments/<pk:pk>/commenter/", views.commenter_comments, name="commenter_comments"),
]
