using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>
/// Runs of many rounds, each run from a seed of its own. The seeds are always the same, unless <c>LEDGER_TEST_SEED</c> names the one
/// run that is wanted; <c>LEDGER_TEST_RUNS</c> multiplies how many runs there are.
/// </summary>
internal static class FaultSeeds
{
    // Most of a round is waiting: for a deadline, for the next attempt.
    private const int AtOnce = 6;

    private static int? Wanted => NumberIn("LEDGER_TEST_SEED");

    /// <summary>Runs from the first seed on, until one fails. A failure names its seed.</summary>
    public static async Task RunAsync(int first, int runs, Func<int, Task<string>> run)
    {
        var seeds = Wanted is { } wanted ? [wanted] : Enumerable.Range(first, runs * (NumberIn("LEDGER_TEST_RUNS") ?? 1)).ToArray();
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"Seeds {seeds[0]} to {seeds[^1]}.");
        ExceptionDispatchInfo? failure = null;
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            if (failure is not null)
            {
                return;
            }

            try
            {
                var said = await run(seed);
                output?.WriteLine($"{seed}: {said}");
            }
            // Whatever it is, it is said with the seed that brings it back.
            catch (Exception e)
            {
                failure ??= ExceptionDispatchInfo.Capture(new InvalidOperationException(
                    $"LEDGER_TEST_SEED={seed.ToString(CultureInfo.InvariantCulture)} runs this again: {e.Message}", e));
            }
        });
        failure?.Throw();
    }

    private static int? NumberIn(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
