using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;
using Microsoft.Data.Sqlite;

namespace Ledger.Projections.Sqlite;

/// <summary>Generations in the same file as the live tables.</summary>
internal sealed class SqliteGenerations(SqliteWriter writer, SqliteBookkeeping books, SqliteRowWriters rows, Func<CancellationToken, Task<SqliteConnection>> open)
    : IGenerationStore
{
    public const string TextType = "TEXT";

    private static readonly TableSql Sql = new(TextType, SqliteTerms.Number);
    private static readonly GenerationComparer Comparer = new("IS NOT");

    public Task<IReadOnlyList<Generation>> ListAsync(ProjectionSchema schema, CancellationToken cancellationToken) =>
        writer.AloneAsync(() => books.List(schema.Name), cancellationToken);

    public Task<int?> BeginAsync(ProjectionSchema schema, OnDifference onDifference, CancellationToken cancellationToken) =>
        writer.InTransactionAsync<int?>(
            () => books.List(schema.Name).Any(known => known.State is GenerationState.Building or GenerationState.Candidate)
                ? null
                : Create(schema, GenerationState.Building, onDifference),
            cancellationToken);

    public Task<bool> LoadAsync(
        ProjectionSchema schema,
        int generation,
        Position from,
        ProjectionCheckpoint to,
        long events,
        string? progress,
        Action<IReadModelTransaction> write,
        CancellationToken cancellationToken) => writer.InTransactionAsync(
            () =>
            {
                if (!books.MoveOne(schema, generation, from, to, events, progress))
                {
                    return false;
                }

                write(rows.Of(generation));
                return true;
            },
            cancellationToken);

    public Task NoteAsync(ProjectionSchema schema, int generation, string progress, CancellationToken cancellationToken) => writer.InTransactionAsync(
        () =>
        {
            books.Note(schema, generation, progress);
            return true;
        },
        cancellationToken);

    public Task IndexAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.InTransactionAsync(
        () =>
        {
            CreateIndexes(schema, generation);
            books.SetIndexed(schema, generation);
            return true;
        },
        cancellationToken);

    public Task<bool> TryJoinAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.InTransactionAsync(
        () =>
        {
            var (live, joining) = Pair(schema, generation);
            if (live is null || joining is not { State: GenerationState.Building, IsIndexed: true } || joining.Checkpoint.Position != live.Checkpoint.Position)
            {
                return false;
            }

            books.SetState(schema, generation, GenerationState.Candidate);
            return true;
        },
        cancellationToken);

    public async Task<GenerationComparison> CompareAsync(ProjectionSchema schema, int generation, int rowCount, CancellationToken cancellationToken)
    {
        // A reader of its own: it sees one moment, and keeps nobody from writing.
        await using var connection = await open(cancellationToken);
        await using var transaction = connection.BeginTransaction(deferred: true);
        var (live, other) = await writer.AloneAsync(() => Pair(schema, generation), cancellationToken);
        return live is null || other is null
            ? throw new ReadModelMismatchException($"Generation {generation} of {schema.Name} is not there.")
            // SQLite answers on the thread that asks, and this takes long.
            : await Task.Factory.StartNew(
                () => Comparer.CompareAsync(connection, transaction, schema, live.Number, generation, rowCount, cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap();
    }

    public Task<bool> SwitchAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.InTransactionAsync(
        () =>
        {
            var (live, next) = Pair(schema, generation);
            if (live is null || next is not { GoesAlong: true } || next.Checkpoint.Position != live.Checkpoint.Position)
            {
                return false;
            }

            foreach (var older in books.List(schema.Name).Where(known => known.State == GenerationState.Previous && known.Number != generation))
            {
                Remove(schema, older.Number);
            }

            books.SetState(schema, live.Number, GenerationState.Previous);
            MakeLive(schema, generation);
            return true;
        },
        cancellationToken);

    public Task<bool> ReplaceAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.InTransactionAsync(
        () =>
        {
            if (books.List(schema.Name).SingleOrDefault(known => known.Number == generation) is not { IsIndexed: true, State: not GenerationState.Live })
            {
                return false;
            }

            MakeLive(schema, generation);
            foreach (var other in books.List(schema.Name).Where(known => known.Number != generation))
            {
                Remove(schema, other.Number);
            }

            // What was wrong is gone, with what it was wrong with.
            books.Report(schema, null);
            return true;
        },
        cancellationToken);

    public Task<bool> DropAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken) => writer.InTransactionAsync(
        () =>
        {
            if (books.List(schema.Name).SingleOrDefault(known => known.Number == generation) is not { State: not GenerationState.Live })
            {
                return false;
            }

            Remove(schema, generation);
            return true;
        },
        cancellationToken);

    /// <summary>Within a transaction: removes whatever there is of a projection, and begins it anew.</summary>
    public void Restart(ProjectionSchema schema)
    {
        foreach (var known in books.List(schema.Name))
        {
            Remove(schema, known.Number);
        }

        // Its indexes are made when it has come to the tail.
        MakeLive(schema, Create(schema, GenerationState.Live, OnDifference.Stop));
    }

    private int Create(ProjectionSchema schema, GenerationState state, OnDifference onDifference)
    {
        // Numbers are not used again while the projection lives, so that nobody takes a new generation for one that was dropped.
        var generation = books.NextNumber(schema.Name);
        foreach (var table in schema.Tables)
        {
            writer.Database.Execute(Sql.CreateTable(table, generation));
            // From the beginning: to make it of all rows at once would keep everybody else from writing meanwhile.
            Execute(SqliteTerms.Create(table, generation));
        }

        books.Add(schema, generation, state, indexed: false, onDifference);
        return generation;
    }

    private void CreateIndexes(ProjectionSchema schema, int generation)
    {
        Execute(schema.Tables.SelectMany(table => TableSql.CreateIndexes(table, generation)));
    }

    private void MakeLive(ProjectionSchema schema, int generation)
    {
        books.SetState(schema, generation, GenerationState.Live);
        books.Point(schema, generation);
        Execute(schema.Tables.SelectMany(table => TableSql.PointView(table, generation).Concat(SqliteTerms.PointViews(table, generation))));
    }

    private void Remove(ProjectionSchema schema, int generation)
    {
        rows.Forget(generation);
        foreach (var table in schema.Tables)
        {
            Execute(SqliteTerms.Drop(table, generation).Append(TableSql.DropTable(table, generation)));
        }

        books.Remove(schema, generation);
    }

    private void Execute(IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            writer.Database.Execute(statement);
        }
    }

    private (Generation? Live, Generation? Other) Pair(ProjectionSchema schema, int generation)
    {
        var known = books.List(schema.Name);
        return (known.SingleOrDefault(one => one.State == GenerationState.Live), known.SingleOrDefault(one => one.Number == generation));
    }
}
