using Ledger.Benchmarks.Load.Work;

namespace Ledger.Benchmarks.Load;

/// <summary>What a run is asked to do. <see cref="Rate"/> null: as fast as answers come.</summary>
internal sealed record LoadOptions(
    Scenario Scenario,
    int Connections,
    int? Rate,
    int DurationSeconds,
    int WarmupSeconds,
    int Accounts,
    Uri Url,
    bool Keys,
    bool Json);
