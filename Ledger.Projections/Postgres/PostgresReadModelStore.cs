using System.Data;
using System.Data.Common;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>
/// Read models in PostgreSQL, for any number of processes: all of them read, one at a time writes. Commits do not wait for the disk: what a
/// crash of the server takes away, rows and checkpoint together, is built again from the events.
/// </summary>
public sealed class PostgresReadModelStore : IReadModelStore, IAsyncDisposable
{
    private readonly PostgresSettings _settings;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _queries;
    private readonly TimeProvider _time;
    private readonly PostgresWriter _writer;
    private readonly PostgresGenerations _generations;

    private PostgresReadModelStore(PostgresSettings settings, NpgsqlDataSource source, TimeProvider time)
    {
        (_settings, _source, _time, _writer) = (settings, source, time, new(source));
        _queries = NpgsqlDataSource.Create(settings.QueryConnection);
        _generations = new(source, _writer);
        Terms = new PostgresTerms(ConnectAsync);
    }

    public IGenerationStore Generations => _generations;

    public ITermIndex Terms { get; }

    /// <summary>Opens the read models of a database, and makes the tables about them where they are not there.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="StoreCorruptException">The tables were made by a later version of the ledger.</exception>
    public static async Task<PostgresReadModelStore> OpenAsync(PostgresSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var source = NpgsqlDataSource.Create(settings.Connection);
        try
        {
            await PostgresSchema.CreateAsync(source, cancellationToken);
            return new(settings, source, time);
        }
        catch (Exception e) when (PostgresFaults.IsOfServer(e))
        {
            await source.DisposeAsync();
            throw PostgresFaults.Unavailable(settings, e);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public Task<ProjectionCheckpoint> PrepareAsync(ProjectionSchema schema, CancellationToken cancellationToken) => _writer.ChangeAsync(
        async books =>
        {
            if (LiveOf(await books.ListAsync(schema.Name), schema) is { } known)
            {
                return known.Checkpoint;
            }

            await PostgresGenerations.RestartAsync(books, schema);
            return ProjectionCheckpoint.None;
        },
        cancellationToken);

    public Task<ProjectionCheckpoint?> FindAsync(ProjectionSchema schema, CancellationToken cancellationToken) =>
        _writer.AskAsync(async books => LiveOf(await books.ListAsync(schema.Name), schema)?.Checkpoint, cancellationToken);

    public Task<bool> CommitAsync(
        ProjectionSchema schema, Position from, ProjectionCheckpoint to, Action<IReadModelTransaction> write, CancellationToken cancellationToken) =>
        _writer.CommitAsync(schema, null, from, to, 0, null, write, cancellationToken);

    public Task ReportAsync(ProjectionSchema schema, ProjectionFailure? failure, CancellationToken cancellationToken) => _writer.AskAsync(
        async books =>
        {
            await books.ReportAsync(schema, failure?.ToText());
            return true;
        },
        cancellationToken);

    public Task<ProjectionFailure?> FindFailureAsync(ProjectionSchema schema, CancellationToken cancellationToken) => _writer.AskAsync(
        async books => ProjectionFailure.OfText(await books.FindReportAsync(schema)), cancellationToken);

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await ConnectAsync(cancellationToken);

    public async Task<IReadModelSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = await _queries.OpenConnectionAsync(cancellationToken);
        return await ReadModelSnapshot.BeginAsync(
            connection,
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken),
            async (sql, token) => await PostgresRowCursor.OpenAsync(connection, sql, token),
            cancellationToken);
    }

    public async Task<IProjectorLock?> TryLeadAsync(CancellationToken cancellationToken)
    {
        if (await PostgresLock.TryTakeAsync(_source, _settings, _time, cancellationToken) is not { } taken)
        {
            return null;
        }

        _writer.Epoch = taken.Epoch;
        return taken.Lock;
    }

    public async ValueTask DisposeAsync()
    {
        await _queries.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _queries.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (PostgresFaults.IsOfServer(e))
        {
            throw PostgresFaults.Unavailable(_settings, e);
        }
    }

    private static Generation? LiveOf(IReadOnlyList<Generation> known, ProjectionSchema schema) =>
        known.SingleOrDefault(one => one.State == GenerationState.Live && one.Version == schema.Version);
}
