"""Imports go in one direction: docs/architecture.md draws it, this holds it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
APPS = ("actors", "claims", "sources")
PURE = (
    "claims.extraction",
    "claims.linking",
    "claims.stance",
    "claims.rejected_patterns",
    "claims.agreement",
    "claims.gold.figures",
    "claims.gold.scoring",
    "claims.gold.split",
    "sources.readers",
    "sources.pages",
    "sources.fetching",
    "sources.texts",
    "sources.addresses",
    "actors.names",
    "claims.outputs.cells",
    "claims.outputs.tables",
)

# Who must not import whom: module prefix -> prefixes.
FORBIDDEN = {
    "sources.models": ("claims", "actors", "sources.services", "sources.views", "sources.tasks"),
    "sources.services": ("claims", "actors", "sources.views", "sources.tasks", "sources.admin"),
    "actors.models": ("claims", "sources", "actors.services", "actors.resolution", "actors.views"),
    "actors.resolution": ("claims", "sources"),
    "actors.services": ("claims", "sources", "actors.views"),
    "claims.models": ("claims.services", "claims.views", "claims.tasks", "claims.extraction"),
    "claims.services": ("claims.views", "claims.api", "claims.tasks", "claims.admin", "claims.urls"),
    "claims.api": ("claims.views", "claims.tasks", "claims.admin"),
    "claims.outputs": ("claims.services", "claims.views", "claims.tasks", "claims.urls"),
    "claims.backup": ("claims.services", "claims.views", "claims.tasks", "claims.urls"),
    "claims.dump": ("claims.services", "claims.views", "claims.tasks", "claims.urls"),
    "claims.history": ("claims.services", "claims.views", "claims.tasks", "claims.urls"),
    "claims.queue": ("claims.services", "claims.views", "claims.tasks", "claims.urls"),
    "claims.gold": ("claims.views", "claims.tasks", "claims.urls"),
    "claims.templatetags": ("claims.views", "claims.tasks"),
    "config.settings": APPS,
    "config.leases": APPS,
    **dict.fromkeys(PURE, ("django", "celery", "redis", "psycopg", "config", "claims.models", "claims.services")),
}


def modules() -> Iterator[tuple[str, Path]]:
    for package in (*APPS, "config"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if ".migrations" not in name:
                yield name, path


def imports(name: str, path: Path) -> Iterator[str]:
    """Absolute names of everything that a module imports, at its top or inside a function."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            target = ".".join(filter(None, [base, node.module or ""]))
            yield target
            yield from (f"{target}.{alias.name}" for alias in node.names)


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


@pytest.mark.parametrize("prefix", FORBIDDEN)
def test_no_import_against_the_arrow(prefix: str) -> None:
    found = {
        f"{name} imports {target}"
        for name, path in modules()
        if within(name, prefix)
        for target in imports(name, path)
        if any(within(target, forbidden) for forbidden in FORBIDDEN[prefix])
    }
    assert not found


@pytest.mark.parametrize("prefix", FORBIDDEN)
def test_every_rule_speaks_of_something_that_exists(prefix: str) -> None:
    assert any(within(name, prefix) for name, _ in modules())


def test_no_cycle_between_modules() -> None:
    graph = {name: {t for t in imports(name, path) if t.split(".")[0] in (*APPS, "config")} for name, path in modules()}
    known = set(graph)
    edges = {name: {t for t in targets if t in known and t != name} for name, targets in graph.items()}
    # A package's __init__ that gathers its own modules is no cycle worth the name.
    for name in edges:
        edges[name] -= {t for t in edges[name] if within(name, t)}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail[trail.index(name) :], name])
        if name in done:
            return
        for target in sorted(edges[name]):
            visit(target, (*trail, name))
        done.add(name)

    for name in sorted(known):
        visit(name, ())


def test_modules_stay_small() -> None:
    """300 lines are a sign to look hard; 400 are too many."""
    long = {name: lines for name, path in modules() if (lines := len(path.read_text().splitlines())) > 400}
    assert not long


def test_every_template_compiles() -> None:
    """Two changes that each compile may not do so together, and a page's own tests may not have run since."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        get_template(str(path.relative_to(ROOT / "templates")))
