using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Ledger.Tests.Model;

/// <summary>
/// Random orders of every kind over many accounts, with conflicts, unknown outcomes, crashes and restarts, against the real mailboxes
/// and stores, beside a model of a few dictionaries. It runs for <c>LEDGER_TEST_MODEL_SECONDS</c>, from one seed to the next;
/// <c>LEDGER_TEST_SEED</c> names the one that is wanted.
/// </summary>
public sealed class ModelTests
{
    private const int Seconds = 6;
    private const int Length = 120;
    // Most of a run is waiting, for what is sent again.
    private const int AtOnce = 6;

    // Any odd number; FsCheck wants it beside the seed.
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_ledger_does_what_the_model_does_whatever_fails(bool isEmbedded)
    {
        if (NumberIn("LEDGER_TEST_SEED") is { } wanted)
        {
            Check(wanted, isEmbedded);
            return;
        }

        var lasts = TimeSpan.FromSeconds(NumberIn("LEDGER_TEST_MODEL_SECONDS") ?? Seconds);
        var (began, seed, failed) = (TimeProvider.System.GetTimestamp(), 0, false);
        // FsCheck does not wait for tasks, so each has a thread of its own.
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Factory.StartNew(Go, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        TestContext.Current.TestOutputHelper?.WriteLine($"Seeds 1 to {seed}.");

        void Go()
        {
            while (!Volatile.Read(ref failed) && TimeProvider.System.GetElapsedTime(began) < lasts)
            {
                try
                {
                    Check(Interlocked.Increment(ref seed), isEmbedded);
                }
                catch
                {
                    Volatile.Write(ref failed, true);
                    throw;
                }
            }
        }
    }

    private static void Check(int seed, bool isEmbedded)
    {
        var property = Prop.ForAll(Instruction.Lists(Length), list => Run(seed, isEmbedded, list));
        try
        {
            property.Check(Config.QuickThrowOnFailure.WithMaxTest(1).WithReplay((ulong)seed, Gamma));
        }
        // Whatever it is, it is said with the seed that brings it back.
        catch (Exception e)
        {
            throw new InvalidOperationException($"LEDGER_TEST_SEED={seed.ToString(CultureInfo.InvariantCulture)} runs this again. {e.Message[Math.Max(0, e.Message.IndexOf("Shrunk", StringComparison.Ordinal))..]}", e);
        }
    }

    private static void Run(int seed, bool isEmbedded, Instruction[] list)
    {
        using var run = new ModelRun(new(isEmbedded, closeBooksEvery: 2 + (seed % 11)));
        run.RunAsync(list).GetAwaiter().GetResult();
    }

    private static int? NumberIn(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
