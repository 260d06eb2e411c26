using System.Data;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>Generations in the same database as the live tables.</summary>
internal sealed class PostgresGenerations(NpgsqlDataSource source, PostgresWriter writer) : IGenerationStore
{
    private static readonly TableSql Sql = new(PostgresSchema.TextType);
    private static readonly GenerationComparer Comparer = new("IS DISTINCT FROM");

    public Task<IReadOnlyList<Generation>> ListAsync(ProjectionSchema schema, CancellationToken cancellationToken) =>
        writer.AskAsync(books => books.ListAsync(schema.Name), cancellationToken);

    public Task<int?> BeginAsync(ProjectionSchema schema, OnDifference onDifference, CancellationToken cancellationToken) =>
        writer.ChangeAsync<int?>(
            async books => (await books.ListAsync(schema.Name)).Any(known => known.State is GenerationState.Building or GenerationState.Candidate)
                ? null
                : await CreateAsync(books, schema, GenerationState.Building, onDifference),
            cancellationToken);

    public Task<bool> LoadAsync(
        ProjectionSchema schema,
        int generation,
        Position from,
        ProjectionCheckpoint to,
        long events,
        string? progress,
        Action<IReadModelTransaction> write,
        CancellationToken cancellationToken) =>
        writer.CommitAsync(schema, generation, from, to, events, progress, write, cancellationToken);

    public Task NoteAsync(ProjectionSchema schema, int generation, string progress, CancellationToken cancellationToken) => writer.AskAsync(
        async books =>
        {
            await books.NoteAsync(schema, generation, progress, writer.Epoch);
            return true;
        },
        cancellationToken);

    public Task IndexAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.BesideOthersAsync(
        async books =>
        {
            // It may take long, and keeps nobody waiting but those who want this generation.
            await books.LockBuildingAsync(schema, generation);
            await CreateIndexesAsync(books, schema, generation);
            return true;
        },
        cancellationToken);

    public Task<bool> TryJoinAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.ChangeAsync(
        async books =>
        {
            var (live, joining) = Pair(await books.ListAsync(schema.Name, locked: true), generation);
            if (live is null || joining is not { State: GenerationState.Building, IsIndexed: true } || joining.Checkpoint.Position != live.Checkpoint.Position)
            {
                return false;
            }

            await books.SetStateAsync(schema, generation, GenerationState.Candidate);
            return true;
        },
        cancellationToken);

    public async Task<GenerationComparison> CompareAsync(ProjectionSchema schema, int generation, int rows, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        // One moment for all its questions.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (live, other) = Pair(await new PostgresBookkeeping(connection, transaction, cancellationToken).ListAsync(schema.Name), generation);
        return live is null || other is null
            ? throw new ReadModelMismatchException($"Generation {generation} of {schema.Name} is not there.")
            : await Comparer.CompareAsync(connection, transaction, schema, live.Number, generation, rows, cancellationToken);
    }

    public Task<bool> SwitchAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.ChangeAsync(
        async books =>
        {
            var known = await books.ListAsync(schema.Name, locked: true);
            var (live, next) = Pair(known, generation);
            if (live is null || next is not { GoesAlong: true } || next.Checkpoint.Position != live.Checkpoint.Position)
            {
                return false;
            }

            foreach (var older in known.Where(one => one.State == GenerationState.Previous && one.Number != generation))
            {
                await RemoveAsync(books, schema, older.Number);
            }

            await books.SetStateAsync(schema, live.Number, GenerationState.Previous);
            await MakeLiveAsync(books, schema, generation, sameColumns: live.Version == next.Version);
            return true;
        },
        cancellationToken);

    public Task<bool> ReplaceAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.ChangeAsync(
        async books =>
        {
            var known = await books.ListAsync(schema.Name, locked: true);
            if (Pair(known, generation).Other is not { IsIndexed: true, State: not GenerationState.Live } next)
            {
                return false;
            }

            await MakeLiveAsync(books, schema, generation, sameColumns: known.All(one => one.Version == next.Version));
            foreach (var other in known.Where(one => one.Number != generation))
            {
                await RemoveAsync(books, schema, other.Number);
            }

            // What was wrong is gone, with what it was wrong with.
            await books.ReportAsync(schema, null);
            return true;
        },
        cancellationToken);

    public Task<bool> DropAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.ChangeAsync(
        async books =>
        {
            // Waited for before the others are kept from writing: its indexes may just be made.
            await books.LockBuildingAsync(schema, generation);
            if (Pair(await books.ListAsync(schema.Name, locked: true), generation).Other is not { State: not GenerationState.Live })
            {
                return false;
            }

            await RemoveAsync(books, schema, generation);
            return true;
        },
        cancellationToken);

    /// <summary>Removes whatever there is of a projection, and begins it anew.</summary>
    public static async Task RestartAsync(PostgresBookkeeping books, ProjectionSchema schema)
    {
        foreach (var view in schema.Tables)
        {
            await books.ExecuteAsync($"DROP VIEW IF EXISTS {view.Name}");
        }

        foreach (var known in await books.ListAsync(schema.Name, locked: true))
        {
            await RemoveAsync(books, schema, known.Number);
        }

        // Its indexes are made when it has come to the tail.
        var generation = await CreateAsync(books, schema, GenerationState.Live, OnDifference.Stop);
        await MakeLiveAsync(books, schema, generation, sameColumns: false);
    }

    private static async Task<int> CreateAsync(PostgresBookkeeping books, ProjectionSchema schema, GenerationState state, OnDifference onDifference)
    {
        var generation = await books.NextNumberAsync(schema.Name);
        foreach (var table in schema.Tables)
        {
            await books.ExecuteAsync(Sql.CreateTable(table, generation));
        }

        await books.AddAsync(schema, generation, state, onDifference);
        return generation;
    }

    private static async Task CreateIndexesAsync(PostgresBookkeeping books, ProjectionSchema schema, int generation)
    {
        foreach (var statement in schema.Tables.SelectMany(table => TableSql.CreateIndexes(table, generation).Concat(PostgresTerms.CreateIndex(table, generation))))
        {
            await books.ExecuteAsync(statement);
        }

        // What is loaded in one go has no statistics, without which the planner goes wrong.
        foreach (var table in schema.Tables)
        {
            await books.ExecuteAsync($"ANALYZE {TableSql.NameOf(table.Name, generation)}");
        }

        await books.SetIndexedAsync(schema, generation);
    }

    private static async Task MakeLiveAsync(PostgresBookkeeping books, ProjectionSchema schema, int generation, bool sameColumns)
    {
        await books.SetStateAsync(schema, generation, GenerationState.Live);
        await books.PointAsync(schema, generation);
        foreach (var statement in schema.Tables.SelectMany(table => sameColumns ? [TableSql.ReplaceView(table, generation)] : TableSql.PointView(table, generation)))
        {
            await books.ExecuteAsync(statement);
        }
    }

    private static async Task RemoveAsync(PostgresBookkeeping books, ProjectionSchema schema, int generation)
    {
        foreach (var table in schema.Tables)
        {
            await books.ExecuteAsync(TableSql.DropTable(table, generation));
        }

        await books.RemoveAsync(schema, generation);
    }

    private static (Generation? Live, Generation? Other) Pair(IReadOnlyList<Generation> known, int generation) =>
        (known.SingleOrDefault(one => one.State == GenerationState.Live), known.SingleOrDefault(one => one.Number == generation));
}
