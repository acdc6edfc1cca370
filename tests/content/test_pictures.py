from django.template import Context, Template

from content.models import Image


def rendered(tag: str, **context) -> str:
    return Template("{% load pictures %}" + tag).render(Context(context))


def boat() -> Image:
    return Image(file="images/a.jpg", width=60, height=40, alt='A "boat" & <sea>')


def test_a_picture_carries_its_size_and_words():
    html = rendered("{% picture image class='cover' %}", image=boat())
    assert 'src="/media/images/a.jpg"' in html
    assert 'alt="A &quot;boat&quot; &amp; &lt;sea&gt;"' in html
    assert 'width="60"' in html
    assert 'height="40"' in html
    assert 'loading="lazy"' in html
    assert 'class="cover"' in html


def test_an_eager_picture_comes_first():
    html = rendered("{% picture image sizes='100vw' eager=True alt='' %}", image=boat())
    assert 'fetchpriority="high"' in html
    assert 'alt=""' in html
    assert "loading" not in html


def test_no_picture_is_nothing():
    assert rendered("{% picture image %}", image=None) == ""
