# 百工 in one image: the web server, the worker, and the commands. No root, no compiler, no Node inside.
FROM python:3.11-slim AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements requirements
RUN /venv/bin/pip install -q --require-hashes -r requirements/uv.txt \
 && /venv/bin/uv pip install -q -p /venv --require-hashes -r requirements/run.txt -r requirements/engine.txt
RUN /venv/bin/uv venv -q /node && /venv/bin/uv pip install -q -p /node --require-hashes -r requirements/node.txt
COPY package.json package-lock.json .npmrc ./
RUN PATH=/node/bin:$PATH npm ci --silent --omit=dev
COPY . .
RUN PYTHONPATH=src /venv/bin/python -m baigong.config.catalogue
RUN /venv/bin/uv pip install -q -p /venv --no-deps --no-build-isolation .
RUN NODE_MODULES=/src/node_modules BAIGONG_DATA=/tmp/build STATIC_ROOT=/static /venv/bin/baigong collectstatic --noinput -v 0

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home --home-dir /data baigong
COPY --from=build /venv /venv
COPY --from=build /static /static
COPY --from=build /src/node_modules/@expo-google-fonts /fonts
COPY --from=build /src/editions /editions
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 BAIGONG_DATA=/data STATIC_ROOT=/static FONT_DIRS=/fonts HOST=0.0.0.0
USER baigong
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["baigong"]
CMD ["serve"]
