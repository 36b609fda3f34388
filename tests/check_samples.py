#!/usr/bin/env python3
"""Reads the graph of the sample articles with rdflib: it conforms to the shapes, and the README's query finds meetings.

    tests/check_samples.py OUT
"""
import pathlib
import re
import sys

import pyshacl
import rdflib

ROOT = pathlib.Path(__file__).resolve().parent.parent

graph = rdflib.Graph().parse(pathlib.Path(sys.argv[1]) / "graph.ttl")
quads = rdflib.Dataset()
quads.parse(pathlib.Path(sys.argv[1]) / "graph.nq", format="nquads")
ontology = rdflib.Graph().parse(ROOT / "ontology" / "sambandh.ttl")
shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=ontology, inference="rdfs")
query = re.search(r"<<'EOF'\n(.*?)\nEOF\n", (ROOT / "README.md").read_text(encoding="utf-8"), re.S).group(1)
rows = list(graph.query(query))
print(f"{len(graph)} triples, {sum(1 for _ in quads.quads())} quads, shapes {'conform' if conforms else 'do not conform'}, {len(rows)} meetings of the README's query")
if not conforms:
    print(report)
sys.exit(0 if conforms and len(rows) >= 5 else 1)
