# Settings of Pelican for the bench: what it can do of what this project does.
SITENAME = "Bench"
SITEURL = "http://127.0.0.1:8000"
AUTHOR = "Desk"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
PATH = "content"
ARTICLE_PATHS = ["articles"]
USE_FOLDER_AS_CATEGORY = False
DELETE_OUTPUT_DIRECTORY = True
THEME = "simple"
THEME_TEMPLATES_OVERRIDES = ["templates"]
ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"
DEFAULT_PAGINATION = 30
FEED_MAX_ITEMS = 30
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_ATOM = "feed.atom"
FEED_ALL_RSS = "feed.xml"
TAG_FEED_RSS = "tags/{slug}/feed.xml"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
MARKDOWN = {
    "extension_configs": {
        f"markdown.extensions.{name}": {}
        for name in (
            "admonition",
            "attr_list",
            "fenced_code",
            "footnotes",
            "md_in_html",
            "meta",
            "smarty",
            "tables",
            "toc",
        )
    },
    "output_format": "html5",
}
