using Ledger.EventStore.Metrics;

namespace Ledger.Api.Metrics;

/// <summary>The meters whose instruments are exposed.</summary>
internal static class Meters
{
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        LedgerMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql",
    };
}
