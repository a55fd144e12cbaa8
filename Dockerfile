# syntax=docker/dockerfile:1
FROM node:20-bookworm-slim AS build
WORKDIR /reservo
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --include=dev
COPY . .
RUN npm run build

FROM node:20-bookworm-slim AS packages
WORKDIR /reservo
COPY package.json package-lock.json ./
# Without the optional embedded PostgreSQL: a container uses an external database.
RUN npm ci --ignore-scripts --omit=dev --omit=optional && npm cache clean --force

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 RESERVO_DATA_DIR=/var/lib/reservo
WORKDIR /reservo
RUN mkdir -p /var/lib/reservo && chown node:node /var/lib/reservo
COPY --from=packages /reservo/node_modules ./node_modules
COPY --from=build /reservo/build ./build
COPY package.json server.mjs ./
COPY app/host/workers/password-worker.mjs app/host/workers/picture-worker.mjs ./app/host/workers/
COPY app/media ./app/media
COPY db/migrations ./db/migrations
USER node
EXPOSE 3000
VOLUME /var/lib/reservo
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The same command as npm start.
CMD ["node", "--max-semi-space-size=32", "server.mjs"]
