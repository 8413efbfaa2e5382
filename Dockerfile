# 百工 in one image: a clone after `make setup`, with the static files gathered. It runs without root and may be read-only.
FROM python:3.11-slim-trixie AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN make setup && rm -rf ~/.cache ~/.npm
RUN BAIGONG_DATA=/tmp/build STATIC_ROOT=/app/static .venv/bin/baigong collectstatic --noinput -v 0

FROM python:3.11-slim-trixie
# backup and restore speak to PostgreSQL by its own programs, of the same major version as in compose.yaml
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-client-17 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home --home-dir /data baigong
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    BAIGONG_DATA=/data BAIGONG_SNAPSHOTS=/data/worlds STATIC_ROOT=/app/static HOST=0.0.0.0
USER baigong
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["baigong"]
CMD ["serve"]
