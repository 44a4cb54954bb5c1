"""Whatever stands in a text: no traceback, sound feeds and mail, and `coach check` tells what the build tells."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from coach.publish.build import start_build
from coach.publish.check import check_all
from coach.publish.files import publish
from coach.publish.search.records import search_records
from helpers import BASE, MENU, NOW, SETTINGS, article, sources
from newsletter.published import RESOURCES, edition
from sampling import samples

# One line a kind: marks, links, HTML, blocks, references, odd characters.
TOKENS = """
* ** _ __ ` `` ~~ == ^ ~ # ## ### #### - + 1. 1) • > | --- === ::: / // /// \\ ! !! !!! ??? {: } { .x } {#y} :
[ ] ( ) [x]( [x](y.md) [x](/about/) ![x](y.jpg) [x][y] [y]: <z> [^1] [^1]: [[y]] <https://x.org> https://x.org/a) www.x.org
<b> </b> <div> </div> <p> <name> <!-- --> <!--more--> <script> </script> <svg> <td> <a href=x.md> <img src=y.jpg onload=z> "
```chat ```chart ```quiz ```video ```audio ```py ``` ~~~ Buyer:hello Rep: better-for-them !!!homework !!!story "title"
&amp; &#7; &#26; &#xFFFF; &#xD800; &bogus; & < > \u200b \u202e \u00ad \ufeff \u0301 é 😀 שלום \x07 \x1a \x7f \u2028 word Words.
"""
PIECE = st.sampled_from(TOKENS.split()) | st.sampled_from(["\n", "\n\n", "    ", "  ", "\t", " "]) | st.text(max_size=5)
TEXT = st.lists(PIECE, max_size=30).map("".join)
TEXTS_OF_A_SITE = 20


@settings(
    max_examples=samples(5, 500),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(TEXT, min_size=TEXTS_OF_A_SITE, max_size=TEXTS_OF_A_SITE))
def test_any_text_is_published_soundly_and_told_the_same_by_check_and_build(texts):
    files = {f"articles/2026/a{number}.md": article(f"A {number}", body=text) for number, text in enumerate(texts)}
    docs = {**BASE, **MENU, **files, "newsletter/2026-05.md": edition(body=texts[0])}
    read = sources({path: text.encode(errors="surrogatepass") for path, text in docs.items()})
    build = start_build(read, SETTINGS, NOW, RESOURCES, preview=False)
    for item in build.site.texts:
        build.html(item.address)

    for file in publish(build):
        if file.address.endswith((".xml", ".atom", ".opml")):
            etree.fromstring(file.content if isinstance(file.content, bytes) else file.content.encode())
        elif file.address.endswith(".json"):
            json.loads(file.content)
    assert list(search_records(build))
    told = {str(problem) for problem in (*build.site.problems, *build.text_problems())}
    assert told == {str(problem) for problem in check_all(read, SETTINGS, NOW)}
