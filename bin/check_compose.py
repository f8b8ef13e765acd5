"""compose.yaml: sound, in step with the settings and the guide, readable by Docker where it is installed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

TOP = Path(__file__).resolve().parent.parent
COMPOSE = TOP / "compose.yaml"
GUIDE = TOP / "docs" / "production.md"
SETTING = re.compile(r"""\benv(?:\.\w+)?\(\s*["'](\w+)["']""")
VARIABLE = re.compile(r"\$\{(\w+)")


def problems_of(text: str) -> list[str]:
    plan = yaml.safe_load(text)
    services = plan["services"]
    volumes = set(plan.get("volumes") or {})
    settings = set(SETTING.findall((TOP / "pes_partnerships" / "settings.py").read_text(encoding="utf-8")))
    guide = GUIDE.read_text(encoding="utf-8")
    problems = []
    for name, service in services.items():
        if not service.get("image") and not service.get("build"):
            problems.append(f"{name}: has neither image nor build")
        if not service.get("restart"):
            problems.append(f"{name}: does not say when to restart")
        for other, terms in dict(service.get("depends_on") or {}).items():
            if other not in services:
                problems.append(f"{name}: waits for {other}, which is no service")
            elif terms["condition"] == "service_healthy" and "healthcheck" not in services[other]:
                problems.append(f"{name}: waits for {other} to be healthy, which has no healthcheck")
        for volume in service.get("volumes") or []:
            source = volume.split(":")[0]
            if not source.startswith((".", "/")) and source not in volumes:
                problems.append(f"{name}: uses the volume {source}, which is not declared")
        if service.get("build"):
            unread = sorted(set(service.get("environment") or {}) - settings)
            problems += [f"{name}: sets {variable}, which settings.py does not read" for variable in unread]
    problems += [
        f"${{{variable}}} is not explained in docs/production.md"
        for variable in sorted(set(VARIABLE.findall(text)))
        if f"`{variable}`" not in guide
    ]
    return problems


def read_by_docker(text: str) -> list[str]:
    """Docker's own complaints; none where the plugin is not installed."""
    docker = shutil.which("docker")
    quiet = {"capture_output": True, "text": True, "check": False}
    if not docker or subprocess.run([docker, "compose", "version"], **quiet).returncode:
        return []
    env = dict.fromkeys(VARIABLE.findall(text), "1")
    done = subprocess.run([docker, "compose", "--file", COMPOSE, "config", "--quiet"], env=env, **quiet)
    return [done.stderr.strip()] if done.returncode else []


def main() -> int:
    text = COMPOSE.read_text(encoding="utf-8")
    problems = problems_of(text) + read_by_docker(text)
    print(*(f"compose.yaml: {problem}" for problem in problems), sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
