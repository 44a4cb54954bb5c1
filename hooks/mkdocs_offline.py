"""What makes a site one that can be installed and read offline: manifest and service worker, as files of MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coach.publish.offline.web_manifest import web_manifest
from coach.publish.offline.worker import ADDRESS, GOODBYE, SOURCES, WORKER, files_ahead, worker_script
from coach.source.urls import file_of
from mkdocs_pages import add_published

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from coach.io.disk.folder import Folder
    from coach.publish.build import Build


class Worker(NamedTuple):
    """The script of the service worker, and what it fetches ahead; nothing for the one that only removes itself."""

    script: str
    ahead: list[str]

    def deliver(self, site: Folder) -> None:
        """Write the script, when all that it fetches ahead is written: its version comes from their content."""
        ahead = [address for address in self.ahead if site.has(file_of(address))]
        made = worker_script(self.script, ahead, site.read) if ahead else self.script.encode()
        site.write([(ADDRESS, made)])


def take_worker(files: Files, build: Build, config: MkDocsConfig) -> Worker:
    """Take the scripts of workers out of the files, and return the one of this build; add the manifest to its site.

    A preview, and a site that is not to be read offline, get one that removes itself: readers may have the other kind.
    """
    scripts = {file.src_uri: file for file in files if file.src_uri.startswith(SOURCES)}
    worker, goodbye = (scripts[path].content_string for path in (WORKER, GOODBYE))
    for file in scripts.values():
        files.remove(file)
    if not build.site.settings.coach.offline or build.preview:
        return Worker(goodbye, [])
    add_published(files, [web_manifest(build.site.settings)], config)
    return Worker(worker, files_ahead(build.site, (file.dest_uri for file in files)))
