using System.CommandLine;
using Ledger.Benchmarks.Load;

namespace Ledger.Benchmarks;

internal static class Entry
{
    private static Task<int> Main(string[] args) => new RootCommand("Load, sample data and measurements for the ledger.")
    {
        LoadCommand.Create(),
    }.Parse(args).InvokeAsync();
}
