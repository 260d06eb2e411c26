using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Sql;

/// <summary>How generations are kept in tables: one row a generation, and one pointer a projection.</summary>
internal static class GenerationRows
{
    public static IReadOnlyList<string> CreateTables(string textType) =>
    [
        $"""
        CREATE TABLE IF NOT EXISTS projections (
            name            {textType} NOT NULL PRIMARY KEY,
            live_generation BIGINT NOT NULL,
            last_generation BIGINT NOT NULL,
            error           {textType}
        )
        """,
        $"""
        CREATE TABLE IF NOT EXISTS projection_generations (
            projection       {textType} NOT NULL,
            generation       BIGINT NOT NULL,
            version          BIGINT NOT NULL,
            state            {textType} NOT NULL,
            indexed          BIGINT NOT NULL,
            on_difference    {textType} NOT NULL,
            events           BIGINT NOT NULL,
            commit_position  BIGINT NOT NULL,
            prepare_position BIGINT NOT NULL,
            ledger_id        {textType},
            last_stream      {textType},
            last_revision    BIGINT,
            last_chain       {textType},
            progress         {textType},
            PRIMARY KEY (projection, generation)
        )
        """,
    ];

    public const string Columns =
        "generation, version, state, indexed, on_difference, events, commit_position, prepare_position, ledger_id, last_stream, last_revision, last_chain, progress";

    /// <summary>What tables of before there was a progress lack.</summary>
    public static string AddProgress(string textType) => $"ALTER TABLE projection_generations ADD COLUMN progress {textType}";

    /// <summary>What is live is on its way no more, and has no progress.</summary>
    public static string SetState(string projection, string generation, string state) =>
        $"""
        UPDATE projection_generations SET state = {state}, progress = CASE WHEN {state} = 'live' THEN NULL ELSE progress END
        WHERE projection = {projection} AND generation = {generation}
        """;

    public static string Note(string projection, string generation, string progress) =>
        $"""
        UPDATE projection_generations SET progress = {progress}
        WHERE projection = {projection} AND generation = {generation} AND state IN ('building', 'candidate')
        """;

    /// <summary>
    /// Which generations a commit moves: the live one, if it is of that version and stands at that position, and with it those that go
    /// along. One that was live before is not moved without the one that is.
    /// </summary>
    public static string MovesTogether(string projection, string commit, string prepare, string version) =>
        $"""
        version = {version} AND state IN ('live', 'candidate', 'previous') AND EXISTS (
            SELECT 1 FROM projection_generations AS live
            WHERE live.projection = {projection} AND live.state = 'live' AND live.version = {version}
              AND live.commit_position = {commit} AND live.prepare_position = {prepare})
        """;

    /// <summary>Takes the next number of a projection's generations, which no other ever had or will have.</summary>
    public static string TakeNumber(string projection) =>
        $"""
        INSERT INTO projections (name, live_generation, last_generation) VALUES ({projection}, 0, 1)
        ON CONFLICT (name) DO UPDATE SET last_generation = projections.last_generation + 1 RETURNING last_generation
        """;

    public static string TextOf(GenerationState state) => state switch
    {
        GenerationState.Live => "live",
        GenerationState.Building => "building",
        GenerationState.Candidate => "candidate",
        _ => "previous",
    };

    public static GenerationState StateOf(string text) => text switch
    {
        "live" => GenerationState.Live,
        "building" => GenerationState.Building,
        "candidate" => GenerationState.Candidate,
        "previous" => GenerationState.Previous,
        _ => throw new InvalidOperationException($"'{text}' is no state of a generation."),
    };

    public static string TextOf(OnDifference choice) => choice == OnDifference.Switch ? "switch" : "stop";

    public static OnDifference ChoiceOf(string text) => text == "switch" ? OnDifference.Switch : OnDifference.Stop;
}
