using Ledger.Tests.Support.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer.Run))]

namespace Ledger.Tests.Support.Postgres;

/// <summary>
/// The PostgreSQL of a run of the tests: the one that <c>LEDGER_TEST_POSTGRES</c> names, else one of its own from the installed programs,
/// started when the first test asks for it.
/// </summary>
internal static class PostgresServer
{
    public const string Variable = "LEDGER_TEST_POSTGRES";
    public const string RequiredVariable = "LEDGER_TEST_REQUIRE_POSTGRES";

    private static readonly Lazy<Task<Found>> Instance = new(FindOnceAsync);

    /// <summary>A connection string that may make databases, or why there is none.</summary>
    /// <exception cref="InvalidOperationException">There is none, and one is required; or it does not start.</exception>
    public static async Task<(string? ConnectionString, string? Absence)> FindAsync()
    {
        var found = await Instance.Value;
        return (found.ConnectionString, found.Absence);
    }

    /// <summary>The connection string; where there is none the test is skipped, and says why.</summary>
    public static async Task<string> OrSkipAsync()
    {
        var (connectionString, absence) = await FindAsync();
        Assert.SkipWhen(absence is not null, absence ?? string.Empty);
        return connectionString!;
    }

    /// <summary>The folder of the programs, for a test that needs a server to itself; skips like the others.</summary>
    public static async Task<string> BinariesOrSkipAsync()
    {
        await OrSkipAsync();
        var binaries = PostgresBinaries.Find();
        Assert.SkipWhen(binaries is null, $"It crashes a server of its own, and the programs of PostgreSQL are not here; {Variable} names only a running one.");
        return binaries!;
    }

    private static async Task<Found> FindOnceAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new(given, null, null);
        }

        if (PostgresBinaries.Find() is { } binaries)
        {
            var cluster = await PostgresCluster.StartAsync(binaries);
            return new(cluster.ConnectionString, null, cluster);
        }

        var absence = $"PostgreSQL is not installed here, and {Variable} does not name one.";
        return Environment.GetEnvironmentVariable(RequiredVariable) == "true"
            ? throw new InvalidOperationException($"{absence} {RequiredVariable} is true, so its tests may not be skipped.")
            : new(null, absence, null);
    }

    private sealed record Found(string? ConnectionString, string? Absence, PostgresCluster? Cluster);

    /// <summary>Ends the server with the run.</summary>
    public sealed class Run : IAsyncLifetime
    {
        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            if (Instance is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && (await Instance.Value).Cluster is { } cluster)
            {
                await cluster.DisposeAsync();
            }
        }
    }
}
