import pytest

from tuinews.core.links import is_web, same_article_key, without_userinfo


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/", "-rf", "http://", "https:// a.example/", "", "http://[::1"],
)  # fmt: skip
def test_only_web_addresses_are_opened(address: str) -> None:
    assert not is_web(address)


def test_addresses_of_one_article_have_one_key() -> None:
    same = [
        "https://www.harbour.example/ferry?utm_source=x&id=7#top",
        "http://harbour.example/ferry/?id=7",
        "https://m.harbour.example:443/ferry?id=7&fbclid=z",
    ]
    assert len({same_article_key(url) for url in same}) == 1
    assert same_article_key("https://harbour.example/ferry?id=8") != same_article_key(same[0])


def test_user_names_and_passwords_are_not_shown() -> None:
    assert without_userinfo("https://me:secret@feeds.example/x") == "https://feeds.example/x"
