# The service in an image. Built from the repository's root: docker build -t ledger .

# Both images are Ubuntu: the protobuf compiler that the build runs needs glibc, which an Alpine image does not have.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# What decides which packages are restored comes first, so that a change of sources does not restore again.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY Ledger.Domain/Ledger.Domain.csproj Ledger.Domain/packages.lock.json Ledger.Domain/
COPY Ledger.EventStore/Ledger.EventStore.csproj Ledger.EventStore/packages.lock.json Ledger.EventStore/
COPY Ledger.Projections/Ledger.Projections.csproj Ledger.Projections/packages.lock.json Ledger.Projections/
COPY Ledger.Api/Ledger.Api.csproj Ledger.Api/packages.lock.json Ledger.Api/
RUN dotnet restore Ledger.Api/Ledger.Api.csproj --locked-mode

# The rules of the analysers are part of the build.
COPY .editorconfig BannedSymbols.txt ./
COPY Ledger.Domain/ Ledger.Domain/
COPY Ledger.EventStore/ Ledger.EventStore/
COPY Ledger.Projections/ Ledger.Projections/
COPY Ledger.Api/ Ledger.Api/
# For no particular runtime: one named here would be asked of the lock files, which do not have it.
RUN dotnet publish Ledger.Api/Ledger.Api.csproj --no-restore --configuration Release --output /published

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The embedded stores keep their files here. A named volume that is mounted for the first time takes over the owner.
RUN mkdir /data && chown "$APP_UID" /data
WORKDIR /app
COPY --from=build /published ./
# On every interface of the container, on the port that the service has elsewhere too.
ENV ASPNETCORE_HTTP_PORTS=5080 Ledger__DataDirectory=/data
EXPOSE 5080
VOLUME /data
# The base image's user for applications, who may not write anywhere but to /data and /tmp.
USER $APP_UID
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "Ledger.Api.dll", "health"]
ENTRYPOINT ["dotnet", "Ledger.Api.dll"]
