"""Bibliographies of Zotero as RDF; all items are invented."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.importing.readers.zotero_rdf import FORMATS
from oversight_viewer.importing.registry import detect

from .reading import damaged, each, found, read, read_whatever

(RDF,) = FORMATS

LIBRARY = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/" xmlns:dcterms="http://purl.org/dc/terms/">
 <rdf:Description rdf:about="https://www.govinfo.gov/app/details/CHRG-117shrg56999">
  <z:itemType>hearing</z:itemType>
  <dc:publisher><foaf:Organization><foaf:name>Example Press</foaf:name></foaf:Organization></dc:publisher>
  <bib:contributors><rdf:Seq>
   <rdf:li><foaf:Person><foaf:surname>United States: Congress: Senate: Committee on Armed Services</foaf:surname>
   </foaf:Person></rdf:li>
   <rdf:li><foaf:Person><foaf:surname>Example</foaf:surname><foaf:givenName>Pat</foaf:givenName></foaf:Person></rdf:li>
  </rdf:Seq></bib:contributors>
  <dcterms:isReferencedBy rdf:resource="#item_2"/>
  <dc:subject>rail</dc:subject>
  <dc:title>EXAMPLE FREIGHT ON TRIAL</dc:title>
  <dcterms:abstract>What was asked.</dcterms:abstract>
  <dc:date>2021-12-02</dc:date>
  <prism:number>415</prism:number>
  <dc:identifier><dcterms:URI><rdf:value>https://www.govinfo.gov/app/details/CHRG-117shrg56999</rdf:value>
  </dcterms:URI></dc:identifier>
 </rdf:Description>
 <bib:Memo rdf:about="#item_2"><rdf:value>A note of somebody</rdf:value></bib:Memo>
 <z:Attachment rdf:about="#item_3"><z:itemType>attachment</z:itemType><dc:title>A file</dc:title></z:Attachment>
 <bib:Article rdf:about="#item_4"><z:itemType>newspaperArticle</z:itemType><dc:title>News</dc:title></bib:Article>
</rdf:RDF>
"""


def test_items_are_read_as_those_of_zoteros_json(tmp_path: Path) -> None:
    path = tmp_path / "library.rdf"
    path.write_text(LIBRARY, encoding="utf-8")
    assert detect(path) is RDF
    pieces = read(RDF, path)
    (item,) = found(pieces)
    assert entry_to_json(item.entry) == {
        "id": "chrg-117shrg56999",
        "lane": "action",
        "kind": "hearing",
        "title": "EXAMPLE FREIGHT ON TRIAL",
        "mark": "public",
        "date": "2021-12-02",
        "committees": [{"code": "SSAS", "name": "Committee on Armed Services"}],
        "people": [{"name": "Pat Example", "role": "member"}],
        "summary": "What was asked.",
        "identifiers": {"package_id": "CHRG-117shrg56999", "jacket": "56999", "number": "415"},
        "congress": 117,
        "chamber": "senate",
        "sources": [
            {
                "title": "EXAMPLE FREIGHT ON TRIAL",
                "publisher": "Example Press",
                "url": "https://www.govinfo.gov/app/details/CHRG-117shrg56999",
            }
        ],
        "tags": ["rail"],
        "extra": {"citation_item": {"type": "hearing"}},
    }
    ((where, reason),) = each(pieces)
    assert where == "item 2"
    assert "newspaper article" in reason


@settings(deadline=None)
@given(st.integers(0, 2500), st.binary(max_size=12), st.integers(0, 400))
def test_damage_gives_reasons_and_never_a_crash(place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.rdf"
        path.write_bytes(damaged(LIBRARY.encode(), place, new, cut if cut > 200 else 0))
        read_whatever(RDF, path)
