using System.Diagnostics.Metrics;
using Ledger.EventStore.Metrics;

namespace Ledger.Api.Metrics;

/// <summary>The meters whose instruments are exposed.</summary>
internal static class Meters
{
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        LedgerMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql",
    };

    /// <summary>
    /// Meters that belong to no container, which there is one of in a process, and those of this service's: another service in the
    /// same process has its own.
    /// </summary>
    /// <param name="own">The meter of this service's container.</param>
    public static bool AreOf(Meter own, Meter meter) => Names.Contains(meter.Name) && (meter.Scope is null || ReferenceEquals(meter.Scope, own.Scope));
}
