"""How fast the desk's pages open on a million quotations: median and slowest of several requests, in milliseconds.

    python tests/postgres.py python -m benchmarks.desk      # PostgreSQL, in an archive of its own, removed afterwards

The rows are made by the database itself; texts are short, as lists show no more of them.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import time

PAGES = {
    "desk": "/admin/",
    "quotations": "/admin/documents/quotation/",
    "quotations, to review": "/admin/documents/quotation/?status__exact=machine",
    "quotations, sure": "/admin/documents/quotation/?sure=high",
    "quotations, page 100": "/admin/documents/quotation/?p=100",
    "remarks": "/admin/documents/remark/",
    "mentions": "/admin/documents/mention/",
    "paragraphs": "/admin/documents/paragraph/",
    "documents": "/admin/documents/document/",
    "speakers": "/admin/people/speaker/",
    "review": "/admin/review/",
    "names": "/admin/names/",
    "names, found": "/admin/names/?q=王建",
    "names, one": "/admin/names/?name=王建建",
    "duplicates": "/admin/merge/",
}
# A name of a surname and two of a hundred characters, as a number says: near names are as frequent as among real ones.
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = (
    "建国华明文志平林海春生德军民金玉成永光荣红英兰芳秀梅桂珍凤莲云霞雪月清正义忠信孝仁厚福禄寿康宁安泰和顺祥瑞吉庆喜乐"
    "宏伟强刚勇毅坚贞松柏竹石山川江河湖波涛洪流源泉星辰阳日东南西北中原野田耕禾丰谷"
)


def name_of(number: str) -> str:
    """The SQL of the name of a number (SQL too)."""
    count = len(GIVEN)
    places = ((SURNAMES, f"({number}) * 7 % {len(SURNAMES)}"), (GIVEN, f"({number}) % {count}"))
    places += ((GIVEN, f"({number}) / {count} % {count}"),)
    return " || ".join(f"substr('{letters}', (1 + {place})::int, 1)" for letters, place in places)


STATEMENTS = (
    """INSERT INTO people_speaker (public_id, imported, name, kind, birth, death, note, sources, wikidata, viaf,
         sort_key, authority)
       SELECT 's' || n, '{"name": ""}', {name of n}, 'person', '', '', '', '', '', '', 'ren2 ' || n, false
       FROM generate_series(1, {speakers}) n""",
    """INSERT INTO documents_document (public_id, imported, part, kind, title, date, date_printed, date_earliest,
         date_latest, language, publication_date, locator, url, published, claims, problems, created, changed)
       SELECT 'd' || n, '{}', '', 'article', '文献' || n, '', '', '1950-01-01'::date + n % 25000,
         '1950-01-01'::date + n % 25000, 'zh-Hans', '', '', '', true, '{}', '[]', now(), now()
       FROM generate_series(1, {documents}) n""",
    """INSERT INTO documents_paragraph (public_id, imported, document_id, sequence, kind, mark, text, page, source_map)
       SELECT 'p' || n, '{}', 1 + n % {documents}, n / {documents}, 'body', '', '第' || n || '条渠要修到山上去。',
         '', '[]'
       FROM generate_series(1, {count}) n""",
    """INSERT INTO documents_quotation (public_id, imported, document_id, paragraph_id, sequence, start, "end", text,
         kind, label, speaker_name, work, occasion, evidence, rule, confidence, status)
       SELECT 'q' || n, '{}', 1 + n % {documents}, n, n / {documents}, 0, 5, '第' || n || '条', 'direct',
         {name of n % {speakers}}, {name of n % {speakers}}, '', '', '', 'label', 0.3 + 0.65 * (n % 997) / 997.0,
         CASE WHEN n % 5 = 0 THEN 'confirmed' ELSE 'machine' END
       FROM generate_series(1, {count}) n""",
    """INSERT INTO documents_quotation_speakers (quotation_id, speaker_id)
       SELECT n, 1 + n % {speakers} FROM generate_series(1, {count}) n WHERE n % 50 > 0""",
    """INSERT INTO documents_remark (public_id, imported, document_id, sequence, label, speaker_id, speaker_name,
         position, first, last)
       SELECT 'r' || n, '{}', 1 + n % {documents}, n / {documents}, {name of n % {speakers}}, 1 + n % {speakers},
         '', '', 0, 0
       FROM generate_series(1, {remarks}) n""",
    """INSERT INTO documents_mention (public_id, imported, document_id, sequence, label, name, position)
       SELECT 'm' || n, '{}', 1 + n % {documents}, 0, {name of n % 3000}, {name of n % 3000}, '局长'
       FROM generate_series(1, {mentions}) n""",
    "ANALYZE",
)


def fill(count: int) -> None:
    """Make the rows."""
    from django.db import connection

    shares = {"count": 1, "speakers": 0.02, "documents": 0.06, "remarks": 0.4, "mentions": 0.3}
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            for name, share in shares.items():
                statement = statement.replace(f"{{{name}}}", str(int(count * share)))
            cursor.execute(re.sub(r"\{name of (.*?)\}", lambda number: name_of(number[1]), statement))


def measure(times: int) -> None:
    """Open each page several times and print what it took."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create_superuser("benchmark"))
    print(f"{'page':24} {'median':>8} {'slowest':>8}")
    for name, address in PAGES.items():
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")
        took = []
        for _ in range(times):
            started = time.perf_counter()
            client.get(address)
            took.append((time.perf_counter() - started) * 1000)
        print(f"{name:24} {statistics.median(took):8.0f} {max(took):8.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotations", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    os.environ.setdefault("ALLOWED_HOSTS", "testserver")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor != "postgresql":
        raise SystemExit("This needs PostgreSQL: python tests/postgres.py python -m benchmarks.desk")
    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # whether or not files were collected
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    fill(options.quotations)
    print(f"{options.quotations:,} quotations made in {time.perf_counter() - started:.0f} s")
    measure(options.times)


if __name__ == "__main__":
    main()
