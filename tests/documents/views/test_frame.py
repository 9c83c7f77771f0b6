"""What all pages share: two languages, nothing inline, the same bytes for all, plain words for failures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import World

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def addresses(world: World) -> list[str]:
    records = (
        ("d", world.symposium), ("d", world.speech), ("m", world.meeting), ("s", world.luo), ("s", world.shi),
        ("q", world.quotation), ("r", world.symposium.remarks.get(sequence=0)), ("pub", world.daily),
        ("w", world.talks),
    )  # fmt: skip
    lists = ("documents", "meetings", "speakers", "quotations", "publications", "works")
    return [
        "/",
        *(f"/{name}/" for name in lists),
        *(f"/{name}/?q=没有这样的词" for name in lists),
        *(f"/{kind}/{row.public_id}" for kind, row in records),
        f"/d/{world.symposium.public_id}/citations",
        f"/d/{world.symposium.public_id}/source",
        "/basket/",
        "/api/",
        f"/basket/?items=d-{world.symposium.public_id}.q-{world.quotation.public_id}",
        "/nowhere",
    ]


DATA = re.compile(r'<script type="application/ld\+json">.*?</script>', re.S)  # never run, never shown


def words(html: str) -> str:
    """The words of a page that readers meet, its title and labels among them."""
    html = DATA.sub("", html)
    labels = " ".join(re.findall(r'(?:aria-label|placeholder)="([^"]*)"', html))
    html = re.sub(r"<(code|pre)\b.*?</\1>", " ", html, flags=re.S)  # calls and commands are in no language
    return re.sub(r"<[^>]+>", " ", html) + labels


def test_chinese_pages_say_nothing_in_english(client: Client, addresses: list[str]) -> None:
    known = {"English", "manage.py", "import_documents", "SHA-256", "utf-8", "symposium.txt", "ISSN", "GB/T"}
    known |= {
        "CSL-JSON",
        "CSL",
        "Atom",
        "BibTeX",
        "RIS",
        "CSV",
        "XLSX",
        "Zotero",
        "LaTeX",
        "EndNote",
        "NoteExpress",
        "Excel",
        "TEI",
        "Akoma Ntoso",
        "Word",
        "OpenAPI",
        "JSON",
        "Popolo",
        "W3C",
        "Web Annotation",
    }
    for address in addresses:
        text = words(client.get(address).content.decode())
        for name in sorted(known, key=len, reverse=True):
            text = text.replace(name, " ")
        assert re.findall(r"[A-Za-z]{3,}", text) == [], address


def tags(html: str) -> dict[str, str]:
    """The OpenGraph tags of a page, and its canonical address."""
    found = dict(re.findall(r'<meta (?:name="[^"]*" )?property="([^"]+)" content="([^"]*)">', html))
    return found | dict(re.findall(r'<link rel="(canonical)" href="([^"]*)">', html))


@pytest.mark.parametrize(("language", "locale"), [("zh-hans", "zh_CN"), ("en", "en_GB")])
def test_a_page_that_is_shared_says_what_it_is(
    client: Client, addresses: list[str], language: str, locale: str
) -> None:
    client.cookies["django_language"] = language
    titles = set()
    for address in addresses:
        response = client.get(address)
        if response.status_code == 200:
            found = tags(response.content.decode())
            kind = {"d": "article", "q": "article", "r": "article", "s": "profile"}.get(
                address.split("/")[1], "website"
            )
            assert (found["og:locale"], found["og:site_name"]) == (locale, "言录" if locale == "zh_CN" else "Yanlu")
            assert found["og:type"] == kind or address.count("/") > 2, address
            assert found["og:url"] == found["canonical"] == "http://testserver" + address.partition("?")[0]
            assert found["og:title"].strip(), address
            assert 5 < len(found["og:description"].strip()) < 200, address
            assert re.fullmatch(r"http://testserver/.+\.png", found["og:image"]), address
            assert '<meta name="twitter:card" content="summary">' in response.content.decode(), address
            titles.add(found["og:title"])
    assert len(titles) > 12


def test_english_pages_say_nothing_of_their_own_in_chinese(client: Client, world: World, addresses: list[str]) -> None:
    client.cookies["django_language"] = "en"
    kept = {"言录", "中文"}
    for address in ("/", "/works/", "/documents/", "/nowhere", f"/m/{world.meeting.public_id}"):
        html = client.get(address).content.decode()
        own = re.findall(r"<(?:h2|th scope=\"col\"|dt|button|label)[^>]*>([^<]*)<", html)
        assert own
        assert [text for text in own if HAN.search(text) and text not in kept] == [], address
        assert '<html lang="en">' in html


def test_without_a_choice_the_language_is_chinese(client: Client, db: None) -> None:
    for wish in ("zh-CN", "en", "en-GB,en;q=0.7", "de, en;q=0.5", "*"):
        html = client.get("/", headers={"accept-language": wish}).content.decode()
        assert '<html lang="zh-Hans">' in html


def test_the_language_is_chosen_by_a_button_and_kept(client: Client, db: None) -> None:
    response = client.post("/language", {"language": "en", "next": "/documents/?kind=speech"})
    assert (response.status_code, response.headers["Location"]) == (302, "/documents/?kind=speech")
    assert "<h1>Documents</h1>" in client.get("/documents/").content.decode()
    assert client.post("/language", {"language": "en", "next": "https://evil.example/"}).headers["Location"] == "/"


def test_nothing_is_inline_and_the_policy_is_strict(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        response = client.get(address)
        html = response.content.decode()
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src=)", DATA.sub("", html)) == [], address
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_a_page_is_the_same_for_every_reader_and_sets_no_cookie(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        first, second = client.get(address), Client().get(address)
        assert first.content == second.content, address
        assert not first.cookies


def test_ids_are_unique_and_in_page_links_lead_somewhere(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        html = client.get(address).content.decode()
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), address
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids), address


def test_every_link_of_every_page_leads_somewhere(client: Client, addresses: list[str]) -> None:
    todo = {address for address in addresses if address != "/nowhere"}
    seen: set[str] = set()
    while todo:
        address = todo.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code in (200, 301, 302), address
        if not response.headers["Content-Type"].startswith("text/html") or response.status_code != 200:
            continue
        base = address.split("?")[0]
        for link in re.findall(r'href="([^"#]+)', response.content.decode()):
            link = link.replace("&amp;", "&")
            if link.startswith(("http", "/static", "/admin")):
                continue
            if link.startswith("?"):
                link = base + link
            elif not link.startswith("/"):
                link = base.rsplit("/", 1)[0] + "/" + link
            if link not in seen and len(seen) + len(todo) < 400:
                todo.add(link)
    assert len(seen) > 60


def test_an_archivist_who_is_lost_at_the_desk_is_led_back_to_it(client: Client, admin_client: Client) -> None:
    def offered(response: Any) -> bool:
        assert response.status_code == 404
        return 'href="/admin/"' in response.content.decode().partition("</main>")[0]

    assert offered(admin_client.get("/admin/documents/nosuch/"))
    assert not offered(admin_client.get("/nowhere"))
    assert not offered(client.get("/nowhere"))


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
def test_pages_of_failures_stand_alone(name: str) -> None:
    """Django renders some of them without a request and when the database is gone."""
    from django.template.loader import render_to_string

    assert "/documents/" in render_to_string(f"{name}.html")


def test_a_failure_shows_its_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from documents.views.home import HomePage

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(HomePage, "get_context_data", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "出错了" in response.content.decode()


def test_a_host_that_is_not_ours_is_told_so(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["archive.example"]
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "elsewhere.example" not in response.content.decode()


def test_the_style_sheet_loads_nothing_from_elsewhere() -> None:
    sheet = (ROOT / "archive" / "static" / "site" / "site.css").read_text(encoding="utf-8")
    assert re.findall(r"@import|url\(|letter-spacing", sheet) == []
