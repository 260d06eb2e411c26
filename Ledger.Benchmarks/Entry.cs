using System.CommandLine;
using Ledger.Benchmarks.Load;
using Ledger.Benchmarks.Matching;
using Ledger.Benchmarks.Measures;
using Ledger.Benchmarks.Measures.EventStoreDb;
using Ledger.Benchmarks.Measures.Postings;
using Ledger.Benchmarks.Micro;
using Ledger.Benchmarks.Samples;

namespace Ledger.Benchmarks;

internal static class Entry
{
    private static Task<int> Main(string[] args) => new RootCommand("Load, sample data and measurements for the ledger.")
    {
        LoadCommand.Create(),
        StoreMeasure.Create(),
        ArchiveMeasure.Create(),
        EventStoreDbMeasure.Create(),
        ProtocolServerCommand.Create(),
        ColdAccountMeasure.Create(),
        RebuildMeasure.Create(),
        SearchMeasure.Create(),
        AnalyticsMeasure.Create(),
        FillCommand.Create(),
        VerifyMeasure.Create(),
        MoneyMeasure.Create(),
        ReadsMeasure.Create(),
        MatchingEvaluation.Create(),
        MatchingSpeed.Create(),
        SimilarSpeed.Create(),
        MicroCommand.Create(),
        SamplesCommand.Create(),
    }.Parse(args).InvokeAsync();
}
