"""One matter of the public record, in words of our own, laid out as articles are saved: text, a page, a page with all
that sites put around their articles."""

from __future__ import annotations

PANEL = "House Select Committee on the Strategic Competition between the United States and the Chinese Communist Party"
TITLE = "Amazon was told that its tie-up with TikTok is unwise"
MEETING = (
    f"About a month after the announcement, members and staff of the {PANEL} met representatives of Amazon behind "
    "closed doors on Capitol Hill to talk about the partnership."
)
STATEMENT = (
    "A spokesperson for the committee told Bloomberg that it had conveyed to Amazon that partnering with TikTok is "
    "“dangerous and unwise” because of the threat to national security that it sees in the app."
)
ANSWER = (
    "An Amazon spokesperson said that the company, as many in the United States do, keeps lines of communication open "
    "with officials at all levels of government on what matters to policymakers, employees and customers."
)
PARAGRAPHS = (
    "In August 2024, Amazon and TikTok announced that people who use TikTok can link an Amazon account and buy from "
    "Amazon without leaving the app. Amazon has long been an advertiser there.",
    MEETING,
    STATEMENT,
    f"{ANSWER} It did not say whether the partnership will go on.",
    "A law that was passed earlier in 2024 bars app stores from carrying TikTok unless its parent, ByteDance, sells "
    "it. TikTok denies that it shares data with the Chinese government and has challenged the law in court.",
)
HEAD = f"Example Trade Journal\n\n{TITLE}\n\nBy Pat Example\n\nNovember 19, 2024\n\n"

# What no proposal may rest on: each would be one if it stood in the article.
TEASER = "The Senate Judiciary Committee sent a letter to Meta in May 2023."
LINKED = "The Senate Commerce Committee subpoenaed Google over its ad business in March 2023."
BLURB = "Get the story of how the Senate Judiciary Committee met Apple in private, each day before breakfast."
BIO = (
    "Pat Example is a reporter at the Example Trade Journal who wrote of how the Senate Judiciary Committee met Apple."
)
COMMENT = "The committee subpoenaed Amazon last week, did it not?"
COOKIES = f"We use cookies to show you how the {PANEL} met Amazon."
RELATED = f"The {PANEL} subpoenaed ByteDance in May 2023."
FOOTER = "© 2024 Example Trade Journal. The Senate Judiciary Committee sent a letter to Amazon."

PLAIN = HEAD + "\n\n".join(PARAGRAPHS) + "\n"
PLAIN_WITH_BOXES = (
    f"Skip to content\n\n{COOKIES}\n\n{HEAD}"
    + "\n\n".join(PARAGRAPHS[:1])
    + f"\n\nSign up\n\n{BLURB}\n\n"
    + "\n\n".join(PARAGRAPHS[1:2])
    + f"\n\nRelated stories\n\n{RELATED}\n\n{TEASER}\n\n"
    + "\n\n".join(PARAGRAPHS[2:])
    + f"\n\nMore from Example Trade Journal\n\n{LINKED}\n\n{BIO}\n\nHe said that the committee subpoenaed Apple.\n\n"
    + f"3 comments\n\n{COMMENT}\n\n{FOOTER}\n"
)


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


PAGE = (
    f"<!DOCTYPE html><html><head><title>{TITLE} | Example Trade Journal</title></head><body><article><h1>{TITLE}</h1>"
    f"<p>By Pat Example</p><p>November 19, 2024</p>{_paragraphs(*PARAGRAPHS)}</article></body></html>"
)
PAGE_WITH_BOXES = f"""<!DOCTYPE html><html><head><title>{TITLE} | Example Trade Journal</title>
<meta property="og:site_name" content="Example Trade Journal"><meta name="author" content="Pat Example">
<meta property="article:published_time" content="2024-11-19T10:00:00Z">
<link rel="canonical" href="https://trade.example.org/tie-up?utm_source=mail"></head><body>
<div id="cookie-notice"><p>{COOKIES}</p></div><nav><ul><li><a href="/n">{LINKED}</a></li></ul></nav>
<div class="page"><div class="article-body"><h1>{TITLE}</h1><div class="byline">By Pat Example</div>
{_paragraphs(PARAGRAPHS[0])}
<div class="newsletterBox"><h3>Sign up</h3><p>{BLURB}</p></div>
{_paragraphs(MEETING)}
<p><strong>Read more:</strong> <a href="/x">{TEASER}</a></p><p><a href="/y">{LINKED}</a></p>
<aside><h4>Related stories</h4><p>{RELATED}</p></aside>
{_paragraphs(STATEMENT)}
<table><tr><td>{_paragraphs(PARAGRAPHS[3])}</td><td><h4>Related</h4><p>{TEASER}</p></td></tr></table>
{_paragraphs(PARAGRAPHS[4])}
<div class="related-list"><h3>You may also like</h3><ul><li><a href="/z">{LINKED}</a></li></ul><p>{TEASER}</p></div>
<div class="author-bio"><p>{BIO}</p></div></div>
<section id="comments"><h3>3 comments</h3><p>{COMMENT}</p></section></div>
<footer><p>{FOOTER}</p></footer></body></html>"""
