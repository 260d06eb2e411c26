using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>A row that means nothing.</summary>
internal sealed record Thing(string Id, string? Note, string Name, long Amount);

/// <summary>A projection of things, and the steps that a test takes with it.</summary>
internal static class Things
{
    public static readonly Guid Ledger = new("11111111-2222-4333-8444-555555555555");

    public static readonly ProjectionSchema Schema = OfVersion(1);

    public static readonly TableShape<Thing> All = new TableShape<Thing>("things")
        .Key("id", thing => thing.Id).Text("note", thing => thing.Note).Text("name", thing => thing.Name).Number("amount", thing => thing.Amount);

    public static readonly TableShape<Thing> Amounts = new TableShape<Thing>("things").Key("id", thing => thing.Id).Number("amount", thing => thing.Amount);

    public static readonly TableShape<(string Left, string Right, long Weight)> Pairs = new TableShape<(string Left, string Right, long Weight)>("pairs")
        .Key("left_id", pair => pair.Left).Key("right_id", pair => pair.Right).Number("weight", pair => pair.Weight);

    public static ProjectionSchema OfVersion(int version) => new("things", version,
    [
        new TableSchema("things", "'thing-' || id").WithKey("id").WithText("note", nullable: true).WithText("name").WithNumber("amount")
            .WithIndex("things_by_amount", "amount", "id"),
        new TableSchema("pairs", "left_id").WithKey("left_id").WithKey("right_id").WithNumber("weight"),
    ]);

    public static Thing Of(string id, long amount = 1) => new(id, null, $"thing {id}", amount);

    public static IEnumerable<Thing> Many(int count, long amount = 1) => Enumerable.Range(0, count).Select(i => Of($"t{i:D5}", amount));

    public static Position At(long position) => new((ulong)position, (ulong)position);

    public static ProjectionCheckpoint Checkpoint(long position) =>
        position == 0 ? ProjectionCheckpoint.None : new(At(position), Ledger, new("thing-a", position, "c0ffee"));

    public static Task<bool> CommitAsync(this IReadModelStore store, long from, long to, Action<IReadModelTransaction> write, ProjectionSchema? schema = null) =>
        store.CommitAsync(schema ?? Schema, At(from), Checkpoint(to), write, CancellationToken.None);

    public static Task<bool> UpsertAsync(this IReadModelStore store, long from, long to, params Thing[] things) =>
        store.CommitAsync(from, to, transaction => transaction.Upsert(All, things));

    public static Task<bool> LoadAsync(this IReadModelStore store, int generation, long from, long to, params Thing[] things) =>
        store.Generations.LoadAsync(Schema, generation, At(from), Checkpoint(to), things.Length, null, transaction => transaction.Upsert(All, things), CancellationToken.None);

    public static Task<ProjectionCheckpoint> PrepareAsync(this IReadModelStore store) => store.PrepareAsync(Schema, CancellationToken.None);

    public static Task<ProjectionCheckpoint?> FindAsync(this IReadModelStore store) => store.FindAsync(Schema, CancellationToken.None);

    public static async Task<List<Thing>> RowsAsync(this IReadModelStore store, string table = "things")
    {
        await using var connection = await store.OpenAsync(CancellationToken.None);
        return [.. await connection.QueryAsync<Thing>($"SELECT id AS Id, note AS Note, name AS Name, amount AS Amount FROM {table} ORDER BY id")];
    }

    public static async Task<IReadOnlyList<Generation>> GenerationsAsync(this IReadModelStore store) =>
        await store.Generations.ListAsync(Schema, CancellationToken.None);

    public static async Task<int> BeginAsync(this IReadModelStore store)
    {
        var number = await store.Generations.BeginAsync(Schema, OnDifference.Stop, CancellationToken.None);
        number.Should().NotBeNull();
        return number!.Value;
    }

    public static Task IndexAsync(this IReadModelStore store, int generation) => store.Generations.IndexAsync(Schema, generation, CancellationToken.None);

    public static Task<bool> JoinAsync(this IReadModelStore store, int generation) => store.Generations.TryJoinAsync(Schema, generation, CancellationToken.None);

    public static Task<bool> SwitchAsync(this IReadModelStore store, int generation) => store.Generations.SwitchAsync(Schema, generation, CancellationToken.None);

    public static Task<bool> DropAsync(this IReadModelStore store, int generation) => store.Generations.DropAsync(Schema, generation, CancellationToken.None);

    public static Task<GenerationComparison> CompareAsync(this IReadModelStore store, int generation, int rows = 20) =>
        store.Generations.CompareAsync(Schema, generation, rows, CancellationToken.None);

    /// <summary>A generation with these rows that goes along with the live one, which stands at a position.</summary>
    public static async Task<int> JoinedAsync(this IReadModelStore store, long position, params Thing[] things)
    {
        var generation = await store.BeginAsync();
        (position == 0 || await store.LoadAsync(generation, 0, position, things)).Should().BeTrue();
        await store.IndexAsync(generation);
        (await store.JoinAsync(generation)).Should().BeTrue();
        return generation;
    }
}
