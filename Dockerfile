# The app by itself, for Entra sign-in and the engines of Azure (docs/azure.md). PostgreSQL is yours: DATABASE_URL. (Files on
# disk, ENGINE=embedded, are what `npm start` is for: this image has neither their importer nor one-time links.)
#
#   docker build -t rmm-sightings .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --env-file .env -p 3000:3000 rmm-sightings
#
# NODE_IMAGE is a tag here. A deployment pins it by digest, which `docker buildx imagetools inspect node:24-bookworm-slim` tells:
#   docker build --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:… -t rmm-sightings .
#
# Tried step by step without a Docker engine, on Debian 12 with Node 20.20: `npm ci` and the build from what .dockerignore lets
# through; the folder put together as below; then `node server.js` as process 1 of user 1000, without capabilities, on a
# root that is mounted read-only: it migrates an empty PostgreSQL, answers /api/health, shows the sign-in page with its
# styles, finds all hunts, and ends 0.3 s after SIGTERM; without DATABASE_URL it ends with 1 and says so.

ARG NODE_IMAGE=node:24-bookworm-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# Without sharp, which Next brings along: no picture is scaled here.
RUN STANDALONE=1 npx next build && rm -r .next/standalone/node_modules/sharp .next/standalone/node_modules/@img

FROM ${NODE_IMAGE}
WORKDIR /app
# HOSTNAME is what Next listens on; HOST is what the app knows of it. Settings and secrets come when it runs, never into the image.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 UV_THREADPOOL_SIZE=16 \
    HOST=0.0.0.0 HOSTNAME=0.0.0.0 PORT=3000 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=build /app/.next/standalone/server.js /app/.next/standalone/package.json ./
COPY --from=build /app/.next/standalone/node_modules node_modules
COPY --from=build /app/.next/standalone/.next .next
COPY --from=build /app/.next/static .next/static
COPY public public
COPY lib/hunts/catalogue lib/hunts/catalogue
COPY lib/tools/facts lib/tools/facts
COPY lib/store/migrations lib/store/migrations
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Process 1 without an init: the server ends by itself on SIGTERM and SIGINT, and starts no others.
CMD ["node", "server.js"]
