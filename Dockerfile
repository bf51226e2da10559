# Every image of this repository, from one file:
#   docker build --target service --build-arg APP=inventory .
#   docker build --target mock-issuer --build-arg APP=mock-issuer .
#   docker build --target prepare .
# Plain Dockerfile syntax: it builds with BuildKit and with the classic builder, which makes every stage above the wanted
# one, hence their order.

ARG NODE_IMAGE=node:24-bookworm-slim

# --- What npm reads, and nothing else: the install layers below survive every edit of a source file.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /repo
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc ! -path './deploy/docker/*' -delete \
 && find . -type d -empty -delete \
 && chmod -R a+rX . # whatever the umask that the repository was cloned with

# --- A base without package managers: a running service has no use for them, whoever breaks into it does.
FROM ${NODE_IMAGE} AS runtime
RUN rm -rf /usr/local/lib/node_modules /opt/yarn* \
      /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg
WORKDIR /app
COPY --from=manifests /repo/deploy/docker/healthcheck.mjs /healthcheck.mjs
# by number: Kubernetes' runAsNonRoot cannot tell that a name is not root
USER 1000:1000
ARG REVISION=unknown
LABEL org.opencontainers.image.licenses="MIT" org.opencontainers.image.revision="${REVISION}"

# --- Tools of docker-compose.yml: certificates and secrets before the first start. Its TypeScript runs as it is.
FROM ${NODE_IMAGE} AS prepare-files
WORKDIR /repo
COPY --from=manifests /repo ./
# where the volumes of the containers are mounted: a named volume takes its owner from what is there at first
RUN mkdir -p /volumes/prepared /volumes/hand-over/postgres /volumes/hand-over/host \
 && for app in apps/*; do mkdir "/volumes/hand-over/${app#apps/}"; done
RUN node deploy/docker/trim-manifests.mjs production tools/deploy tools/launcher \
 && npm ci --workspace tools/deploy --include-workspace-root=false \
 && rm -r deploy package-lock.json .npmrc libs
COPY tools/launcher tools/launcher
COPY tools/deploy tools/deploy
RUN chmod -R a+rX tools

FROM runtime AS prepare
LABEL org.opencontainers.image.title="prepare"
COPY --from=prepare-files /repo ./
COPY --from=prepare-files --chown=1000:1000 /volumes /
CMD ["node", "tools/deploy/src/containers/prepare.ts"]

# --- The compiler, and what it reads: everybody's types.
FROM ${NODE_IMAGE} AS toolchain
WORKDIR /repo
COPY --from=manifests /repo ./
RUN node deploy/docker/trim-manifests.mjs compiler apps/* && npm ci

# --- The libraries, compiled once for all services. Without type checks, like "npm start": "npm test" makes those, and an
# edit is in its container in half the time.
FROM toolchain AS libraries
COPY tsconfig.base.json ./
COPY libs libs
RUN npx tsc --build --noCheck libs/*/tsconfig.build.json

# --- One app. An edit in it rebuilds from here.
FROM libraries AS compiled
ARG APP
COPY apps/${APP} apps/${APP}
RUN npx tsc --build --noCheck apps/${APP}/tsconfig.build.json

# --- What the app needs when it runs, installed from the same lock file.
FROM ${NODE_IMAGE} AS production
ARG APP
WORKDIR /repo
COPY --from=manifests /repo ./
RUN node deploy/docker/trim-manifests.mjs production apps/${APP} \
 && npm ci --workspace apps/${APP} --include-workspace-root=false \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete
COPY --from=compiled /repo/libs /compiled/libs
COPY --from=compiled /repo/apps/${APP}/dist apps/${APP}/dist
# the compiled form of those libraries that this app depends on; nothing else of ours leaves this stage
RUN for library in libs/*; do \
      if [ -e "node_modules/@nest-entra/${library#libs/}" ]; then cp -r "/compiled/$library/dist" "$library/dist"; \
      else rm -r "$library"; fi; \
    done \
 && find libs apps -name '*.d.ts*' -delete -o -name '*.tsbuildinfo' -delete \
 && rm -rf libs/*/dist/testing tools deploy package-lock.json .npmrc \
 && chmod -R a+rX libs apps \
 && mkdir /kept

# --- The look-alike of Entra and Key Vault. Development only: it refuses NODE_ENV=production.
FROM runtime AS mock-issuer
LABEL org.opencontainers.image.title="mock-issuer" \
      org.opencontainers.image.description="Local look-alike of Microsoft Entra and Azure Key Vault. Development only."
COPY --from=production /repo ./
# a volume takes its owner from here
COPY --from=production --chown=1000:1000 /kept /run/kept
WORKDIR /app/apps/mock-issuer
ENV HOST=0.0.0.0 HTTP_PORT=8080
EXPOSE 8080 8443 8444
HEALTHCHECK --interval=2s --timeout=3s --start-period=30s --retries=5 CMD node /healthcheck.mjs "http://127.0.0.1:${HTTP_PORT}/health"
CMD ["node", "--enable-source-maps", "dist/main.js"]

# --- A service: inventory, fulfillment, and those that the generator adds.
FROM runtime AS service
ARG APP
LABEL org.opencontainers.image.title="${APP}"
# owned by root: the process cannot change its own code
COPY --from=production /repo ./
WORKDIR /app/apps/${APP}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
# the memory that V8 and glibc may take, as in tools/launcher/src/run/node-arguments.ts, which says why
ENV NODE_OPTIONS="--max-semi-space-size=4 --max-old-space-size=256" MALLOC_ARENA_MAX=2
EXPOSE 3000
HEALTHCHECK --interval=2s --timeout=3s --start-period=30s --retries=5 CMD ["node", "/healthcheck.mjs", "/health/ready"]
CMD ["node", "--enable-source-maps", "--import", "@nest-entra/service-kit/telemetry", "dist/main.js"]
