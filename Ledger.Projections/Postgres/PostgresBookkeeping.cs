using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>
/// Which generations there are, and how far each has come. Whoever changes what is written together holds the row of the projection for
/// himself, and whoever writes it shares it; so the rows of its generations may be taken in any order.
/// </summary>
internal sealed class PostgresBookkeeping(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
{
    /// <param name="locked">For a change. What then has to wait for somebody's long query gives up after a while, and can be tried again.</param>
    public async Task<IReadOnlyList<Generation>> ListAsync(string projection, bool locked = false)
    {
        if (locked)
        {
            // Whoever waits for a view or a table keeps everybody waiting who comes after: commits, and other readers of it.
            await ExecuteAsync("SET LOCAL lock_timeout = '5s'");
            await ExecuteAsync("SELECT 1 FROM projections WHERE name = @projection FOR UPDATE", new { projection });
        }

        var rows = await connection.QueryAsync<Row>(Command(
            $"SELECT {GenerationRows.Columns} FROM projection_generations WHERE projection = @projection ORDER BY generation{(locked ? " FOR UPDATE" : string.Empty)}",
            new { projection }));
        return [.. rows.Select(row => row.ToGeneration())];
    }

    /// <summary>Keeps everybody from a generation that is being built, and nobody from the others.</summary>
    public Task LockBuildingAsync(ProjectionSchema schema, int generation) => ExecuteAsync(
        "SELECT 1 FROM projection_generations WHERE projection = @projection AND generation = @generation AND state = 'building' FOR UPDATE",
        new { projection = schema.Name, generation });

    /// <summary>The number of the next generation of a projection; each is given once.</summary>
    public async Task<int> NextNumberAsync(string projection) =>
        (int)await connection.ExecuteScalarAsync<long>(Command(GenerationRows.TakeNumber("@projection"), new { projection }));

    public Task AddAsync(ProjectionSchema schema, int generation, GenerationState state, OnDifference onDifference) => ExecuteAsync(
        """
        INSERT INTO projection_generations (projection, generation, version, state, indexed, on_difference, events, commit_position, prepare_position)
        VALUES (@projection, @generation, @version, @state, 0, @onDifference, 0, 0, 0)
        """,
        new
        {
            projection = schema.Name,
            generation,
            version = schema.Version,
            state = GenerationRows.TextOf(state),
            onDifference = GenerationRows.TextOf(onDifference),
        });

    public Task SetStateAsync(ProjectionSchema schema, int generation, GenerationState state) => ExecuteAsync(
        GenerationRows.SetState("@projection", "@generation", "@state"),
        new { projection = schema.Name, generation, state = GenerationRows.TextOf(state) });

    /// <param name="epoch">As in <see cref="Move"/>.</param>
    public Task NoteAsync(ProjectionSchema schema, int generation, string progress, long epoch) => ExecuteAsync(
        $"{GenerationRows.Note("@projection", "@generation", "@progress")} AND EXISTS (SELECT 1 FROM projector WHERE id = 1 AND epoch = @epoch)",
        new { projection = schema.Name, generation, progress, epoch });

    public Task SetIndexedAsync(ProjectionSchema schema, int generation) => ExecuteAsync(
        "UPDATE projection_generations SET indexed = 1 WHERE projection = @projection AND generation = @generation",
        new { projection = schema.Name, generation });

    public Task PointAsync(ProjectionSchema schema, int generation) => ExecuteAsync(
        "UPDATE projections SET live_generation = @generation WHERE name = @projection", new { projection = schema.Name, generation });

    public Task ReportAsync(ProjectionSchema schema, string? report) => ExecuteAsync(
        "UPDATE projections SET error = @report WHERE name = @name", new { report, name = schema.Name });

    public Task<string?> FindReportAsync(ProjectionSchema schema) =>
        connection.ExecuteScalarAsync<string?>(Command("SELECT error FROM projections WHERE name = @name", new { name = schema.Name }));

    public Task RemoveAsync(ProjectionSchema schema, int generation) => ExecuteAsync(
        "DELETE FROM projection_generations WHERE projection = @projection AND generation = @generation",
        new { projection = schema.Name, generation });

    public Task ExecuteAsync(string sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Shares the row of a projection. What is asked after it sees everything that its last holder has changed.</summary>
    public static NpgsqlBatchCommand Share(ProjectionSchema schema) => new("SELECT 1 FROM projections WHERE name = $1 FOR SHARE")
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = schema.Name } },
    };

    /// <summary>Moves checkpoints by compare-and-set, and answers which; nothing where another process leads by now.</summary>
    /// <param name="generation">One that is being built; <see langword="null"/> for the live one and those that go along.</param>
    /// <param name="epoch">The number of this process's turn; zero where it never had one, and nobody else may have had one either.</param>
    public static NpgsqlBatchCommand Move(
        ProjectionSchema schema, int? generation, Position from, ProjectionCheckpoint to, long events, string? progress, long epoch)
    {
        var command = new NpgsqlBatchCommand(
            $"""
            WITH leader AS (SELECT epoch FROM projector WHERE id = 1 FOR SHARE)
            UPDATE projection_generations
            SET commit_position = $4, prepare_position = $5, ledger_id = $6, last_stream = $7, last_revision = $8, last_chain = $9,
                events = events + $10, progress = coalesce($13, progress)
            WHERE projection = $1 AND commit_position = $2 AND prepare_position = $3
              AND EXISTS (SELECT 1 FROM leader WHERE epoch = $11)
              AND {(generation is null ? GenerationRows.MovesTogether("$1", "$2", "$3", "$12") : "generation = $12 AND state = 'building'")}
            RETURNING generation
            """);
        Add(schema.Name);
        Add((long)from.Commit);
        Add((long)from.Prepare);
        Add((long)to.Position.Commit);
        Add((long)to.Position.Prepare);
        Add(to.LedgerId?.ToString());
        Add(to.LastEvent?.Stream);
        AddNumber(to.LastEvent?.Revision);
        Add(to.LastEvent?.Chain);
        Add(events);
        Add(epoch);
        Add((long)(generation ?? schema.Version));
        Add(progress);
        return command;

        void Add<T>(T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        void AddNumber(long? value) => command.Parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
    }

    private CommandDefinition Command(string sql, object? parameters = null) =>
        new(sql, parameters, transaction, commandTimeout: 0, cancellationToken: cancellationToken);

    private sealed record Row(
        long Generation,
        long Version,
        string State,
        long Indexed,
        string On_Difference,
        long Events,
        long Commit_Position,
        long Prepare_Position,
        string? Ledger_Id,
        string? Last_Stream,
        long? Last_Revision,
        string? Last_Chain,
        string? Progress)
    {
        public Generation ToGeneration() => new(
            (int)Generation,
            (int)Version,
            GenerationRows.StateOf(State),
            Indexed != 0,
            GenerationRows.ChoiceOf(On_Difference),
            Events,
            new(
                new((ulong)Commit_Position, (ulong)Prepare_Position),
                Ledger_Id is null ? null : Guid.Parse(Ledger_Id),
                Last_Stream is null ? null : new(Last_Stream, Last_Revision!.Value, Last_Chain!)),
            Progress);
    }
}
