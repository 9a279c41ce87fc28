# One image for every process; the command says which stage it runs.
FROM python:3.11-slim
RUN useradd --create-home --uid 10001 marsad
WORKDIR /app
COPY requirements.lock pyproject.toml README.md ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY contracts contracts
COPY language language
COPY runtime runtime
COPY producers producers
COPY processors processors
COPY sinks sinks
COPY ops ops
COPY marsad marsad
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
 && mkdir -p /state && chown marsad /state
USER marsad
ENV MARSAD_STATE_DIR=/state PYTHONUNBUFFERED=1
ENTRYPOINT ["marsad"]
CMD ["doctor"]
