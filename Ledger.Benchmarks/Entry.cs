namespace Ledger.Benchmarks;

internal static class Entry
{
    private static void Main()
    {
    }
}
