FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# Packages change less often than code: they are restored from the project files alone, and cached.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ChainForge/ChainForge.csproj src/ChainForge/
COPY src/ChainForge.App/ChainForge.App.csproj src/ChainForge.App/
RUN dotnet restore src/ChainForge.App --use-current-runtime -p:PublishReadyToRun=true
COPY src src
# Compiled ahead of time: a container that starts again is there sooner.
RUN dotnet publish src/ChainForge.App -c Release --no-restore --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ffmpeg \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
RUN mkdir /pipelines /output /data && chown app:app /pipelines /output /data
USER app
# /data holds the ledger, which knows what is paid for: keep it on a local disk.
VOLUME ["/pipelines", "/output", "/data"]
# The base image sets ASPNETCORE_HTTP_PORTS; beside ASPNETCORE_URLS it only causes a warning.
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:8080 \
    ChainForge__Paths__Pipelines=/pipelines \
    ChainForge__Paths__Output=/output \
    ChainForge__Paths__Data=/data
EXPOSE 8080
# The image has neither curl nor wget.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "/app/chainforge.dll"]
CMD ["serve"]
