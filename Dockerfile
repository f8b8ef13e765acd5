FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/pes

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

COPY . .
# The key serves this one command; the container gets its own from the environment.
RUN python bin/compile_messages.py \
    && SECRET_KEY=only-while-building python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --system --home-dir /srv/pes pes \
    && mkdir -p var/media var/second-copies \
    && chown -R pes:pes var

USER pes
EXPOSE 8000
# No access log: the proxy keeps one (docs/production.md).
CMD ["gunicorn", "pes_partnerships.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
