#!/usr/bin/env python3
"""Scores a built sambandh by the evaluation set's score.py, prints the figures, and holds floors.

    tests/scores.py ../shared/eval target/release/sambandh [--samples] [TASK[.p|.r|.f1]=FLOOR ...]

Without --samples the articles and gold of the set; with it our own, data/articles and tests/articles against tests/gold, where a line of
wire.jsonl counts as an article of its own. Exits 1 where a figure is under its floor. Needs rdflib.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def sample_set(folder):
    """Our articles and gold as score.py wants them: one file an article, the table of entities apart."""
    articles, gold = folder / "articles", folder / "gold"
    articles.mkdir()
    gold.mkdir()
    for f in (ROOT / "data" / "articles").glob("*.txt"):
        shutil.copy(f, articles)
    for f in (ROOT / "tests" / "articles").glob("*.txt"):
        shutil.copy(f, articles)
    for f in (ROOT / "data" / "articles").glob("*.jsonl"):
        for line in filter(str.strip, f.read_text(encoding="utf-8").splitlines()):
            (articles / f"{f.stem}-{json.loads(line)['id']}.jsonl").write_text(line + "\n", encoding="utf-8")
    for f in (ROOT / "tests" / "gold").glob("*.json"):
        if f.name != "entities.json":
            shutil.copy(f, gold)
    return ["--articles", str(articles), "--gold", str(gold), "--entities", str(ROOT / "tests" / "gold" / "entities.json")]


def chosen_set(evaluation, folder):
    """The arguments of score.py for the set that the command line asks for."""
    if "--samples" in sys.argv:
        return sample_set(folder)
    for name, articles in (("unseen", ROOT / "tests" / "unseen" / "articles"), ("unlabelled", pathlib.Path(evaluation) / "unlabelled")):
        if f"--{name}" in sys.argv:
            own = ROOT / "tests" / name
            return ["--articles", str(articles), "--gold", str(own / "gold"), "--entities", str(own / "entities.json")]
    return []


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    evaluation, sambandh, floors = arguments[0], arguments[1], {}
    for held in arguments[2:]:
        name, floor = held.rsplit("=", 1)
        task, _, figure = name.partition(".")
        floors[task, figure or "f1"] = float(floor)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(pathlib.Path(evaluation) / "score.py"), "--json", "--ontology", str(ROOT / "ontology")]
        command += ["--program", f"{sambandh} build {{article}} --out {{out}} --format ttl --quiet"]
        command += chosen_set(evaluation, pathlib.Path(folder))
        run = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    lines = run.stdout.splitlines()
    print("\n".join(lines[:-1]), end="\n" if lines[1:] else "")
    scores = json.loads(lines[-1])
    under = run.returncode != 0
    print(f"{'task':<12}{'P':>8}{'R':>8}{'F1':>8}")
    for task, figures in scores.items():
        told = [f"{name} must be {floors[task, name]:.2f}" for name in ("p", "r", "f1") if (task, name) in floors and figures[name] < floors[task, name]]
        under |= bool(told)
        print(f"{task:<12}{figures['p']:>8.3f}{figures['r']:>8.3f}{figures['f1']:>8.3f}" + ("   UNDER: " + ", ".join(told) if told else ""))
    unknown = sorted(task for task, _ in floors if task not in scores)
    if unknown:
        print("no such task: " + ", ".join(unknown))
    sys.exit(1 if under or unknown else 0)


if __name__ == "__main__":
    main()
