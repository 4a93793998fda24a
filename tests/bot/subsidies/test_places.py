"""The place a text names, in the ways people write it."""

from __future__ import annotations

import pytest

from bot.subsidies.places import Place, Places
from knowledge.catalog import Catalog, load


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The shipped knowledge."""
    return load()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("埼玉県の補助金", Place("埼玉県")),
        ("さいたまの補助金", Place("埼玉県")),
        ("さいたま市の補助金", Place("埼玉県", "さいたま市")),
        ("愛知県 名古屋市", Place("愛知県", "名古屋市")),
        ("名古屋の補助", Place("愛知県", "名古屋市")),
        ("東京都北区", Place("東京都", "北区")),
        ("京都", Place("京都府")),
        ("東京", Place("東京都")),
        ("都の助成金", Place("東京都")),
        ("東京都の都の助成金", Place("東京都")),
        ("福岡市の補助金", Place("福岡県", "福岡市")),
        ("千葉市の補助金", Place("千葉県", "千葉市")),
        ("横浜市の補助金", Place(None, "横浜市")),
        ("北海道の補助金", Place("北海道")),
        ("市町村の補助金", Place()),
        ("セキュリティの補助金", Place()),
    ],
)
def test_the_place_named(catalog: Catalog, text: str, place: Place) -> None:
    assert Places(catalog.programmes).named(text) == place


def test_every_region_of_the_catalogue_is_found_by_its_name(catalog: Catalog) -> None:
    places = Places(catalog.programmes)
    for programme in catalog.programmes:
        if programme.regions:
            found = places.named("".join(programme.regions))
            assert (found.prefecture, found.town) == (programme.regions + (None,))[:2]
