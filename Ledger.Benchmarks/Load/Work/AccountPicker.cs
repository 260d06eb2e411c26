namespace Ledger.Benchmarks.Load.Work;

/// <summary>Which account a request is for.</summary>
internal abstract class AccountPicker
{
    public abstract int Next(Random random);

    public static AccountPicker Of(Scenario scenario, int accounts) => scenario switch
    {
        Scenario.Zipf => new ByRank(accounts),
        Scenario.Hot => new Always(),
        Scenario.Mixed => new Evenly(MixedRequests.SettledAtOnce(accounts)),
        _ => new Evenly(accounts),
    };

    private sealed class Evenly(int accounts) : AccountPicker
    {
        public override int Next(Random random) => random.Next(accounts);
    }

    private sealed class Always : AccountPicker
    {
        public override int Next(Random random) => 0;
    }

    /// <summary>
    /// Zipf's law with exponent 1: the n-th account gets 1/n of what the first one gets; of 10,000 accounts the first takes about a
    /// tenth of everything.
    /// </summary>
    private sealed class ByRank : AccountPicker
    {
        private const long Scale = 1L << 40;
        private readonly long[] _cumulated;

        public ByRank(int accounts)
        {
            _cumulated = new long[accounts];
            long sum = 0;
            for (int i = 0; i < accounts; i++)
            {
                sum += Scale / (i + 1);
                _cumulated[i] = sum;
            }
        }

        public override int Next(Random random)
        {
            // The first rank whose share reaches beyond the point.
            int found = Array.BinarySearch(_cumulated, random.NextInt64(_cumulated[^1]) + 1);
            return found >= 0 ? found : ~found;
        }
    }
}
