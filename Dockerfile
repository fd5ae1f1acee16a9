# syntax=docker/dockerfile:1

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY tools/BlazorWebJs.targets tools/
COPY src/TitleReview.Domain/*.csproj src/TitleReview.Domain/packages.lock.json src/TitleReview.Domain/
COPY src/TitleReview.Documents/*.csproj src/TitleReview.Documents/packages.lock.json src/TitleReview.Documents/
COPY src/TitleReview.App/*.csproj src/TitleReview.App/packages.lock.json src/TitleReview.App/
COPY src/TitleReview.Web/*.csproj src/TitleReview.Web/packages.lock.json src/TitleReview.Web/
RUN dotnet restore src/TitleReview.Web --locked-mode
COPY src src
RUN dotnet publish src/TitleReview.Web -c Release -o /published -p:UseAppHost=false

# The worker's engines are native programs for glibc: the image of Node and the last one must both have it.
FROM node:22-bookworm-slim AS worker
WORKDIR /worker
COPY src/TitleReview.Worker/ ./
RUN if [ -f package-lock.json ]; then npm ci --ignore-scripts --omit=dev --no-audit --no-fund; fi

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends poppler-utils qpdf util-linux \
 && rm -rf /var/lib/apt/lists/*
COPY --from=worker /usr/local/bin/node /usr/local/bin/node
COPY --from=worker /worker /app/TitleReview.Worker
COPY --from=build /published /app
# The image's own user "app"; a new volume takes over the owner of the folder it covers.
RUN install -d -o "$APP_UID" -g "$APP_UID" -m 0700 /data
USER $APP_UID
WORKDIR /app
ENV ASPNETCORE_ENVIRONMENT=Production \
    ASPNETCORE_URLS=http://+:8080 \
    TitleReview__DataDirectory=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["dotnet", "TitleReview.Web.dll"]
