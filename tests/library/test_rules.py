from collections.abc import Callable

import pytest

from tuinews.core.errors import BadInput, NotFound
from tuinews.library import Library
from tuinews.library.jobs import analyse_job
from tuinews.storage.articles import Stored
from tuinews.storage.rules import Actions

Put = Callable[..., Stored]
DENIAL = "“We deny every word,” said Mira Sol.\nThe end."


def arrives(library: Library) -> None:
    analyse_job(library.store, library.settings, lambda event: None)


def test_what_comes_and_matches_gets_tags_and_marks(library: Library, put: Put) -> None:
    before = put("Ferry one").article_id
    arrives(library)
    library.add_rule("ferries", "title:ferry", Actions(("transport/sea",), star=True, watch=True))
    library.add_rule("denials", "by:sol", Actions(read=True))
    later, denial = put("Ferry two").article_id, put("Court", DENIAL).article_id
    arrives(library)
    assert list(library.search("tag:transport is:starred is:watched").ids) == [later]
    assert list(library.search("is:read").ids) == [denial]
    assert not library.rows([before])[0].tags
    library.star([later], False)
    arrives(library)
    assert library.rows([later])[0].starred is False


def test_rules_run_on_demand_after_a_preview_and_are_taken_back(library: Library, put: Put) -> None:
    article = put("Ferry").article_id
    library.add_rule("ferries", "ferry", Actions(("sea",)))
    (preview,) = library.run_rules(preview=True)
    assert (preview.rule.name, preview.articles, library.tags()) == ("ferries", (article,), [])
    library.run_rules(["ferries"])
    assert library.tags() == [("sea", 1)]
    library.undo()
    assert library.tags() == []
    library.delete_rule("ferries")
    assert library.rules() == []


def test_hidden_articles_are_found_only_when_they_are_asked_for(library: Library, put: Put) -> None:
    article, other = put("Football").article_id, put("Ferry").article_id
    library.add_rule("no football", "football", Actions(hide=True))
    library.run_rules()
    assert list(library.search().ids) == [other]
    assert list(library.search("football", limit=5).ids) == []
    assert list(library.search("is:hidden").ids) == [article]
    library.hide([article], False)
    assert len(library.search().ids) == 2


def test_searches_are_saved_replaced_renamed_and_deleted(library: Library) -> None:
    library.save_search("Denials", "stance:denies")
    library.save_search("Denials", "stance:denies age:<7d")
    library.save_search("Ferries", "ferry")
    assert [(name, query) for _, name, query in library.saved_searches()] == [
        ("Denials", "stance:denies age:<7d"), ("Ferries", "ferry"),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="another saved search"):
        library.rename_search("Denials", "Ferries")
    library.rename_search("Denials", "This week")
    assert {place.title for place in library.places() if place.kind == "saved"} == {"This week", "Ferries"}
    library.delete_search("This week")
    library.undo()
    assert len(library.saved_searches()) == 2
    for mistake in (lambda: library.delete_search("none"), lambda: library.delete_rule("none")):
        with pytest.raises(NotFound):
            mistake()


def test_a_rule_that_does_nothing_or_has_a_name_twice_is_refused(library: Library) -> None:
    with pytest.raises(BadInput, match="does nothing"):
        library.add_rule("idle", "ferry", Actions())
    library.add_rule("ferries", "ferry", Actions(star=True))
    with pytest.raises(BadInput, match="another rule"):
        library.add_rule("ferries", "boat", Actions(star=True))
