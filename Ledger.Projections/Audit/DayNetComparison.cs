using System.Data.Common;
using Dapper;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>Compares what moved on each day of an account with its rows in <c>daily_nets</c>. A day on which nothing is left needs none.</summary>
internal sealed class DayNetComparison(DbConnection connection, StreamEvents events, Position? upTo, FindingList findings)
{
    public async Task RunAsync(StreamName stream, string accountId, CancellationToken cancellationToken)
    {
        var expected = new SortedDictionary<string, Int128>(StringComparer.Ordinal);
        await foreach (var e in events.ReadAsync(stream, upTo, new(), cancellationToken))
        {
            if (e is { Happened: { } happened, Metadata: not null } && Movements.ChangeOf(happened) is var change && change != 0)
            {
                var day = DayNetSum.TextOf(DayNetSum.EffectiveAt(e));
                expected[day] = expected.GetValueOrDefault(day) + change;
            }
        }

        var rows = await connection.QueryAsync<(string Day, string Net)>(new CommandDefinition(
            "SELECT day, CAST(net AS TEXT) FROM daily_nets WHERE account_id = @accountId", new { accountId }, cancellationToken: cancellationToken));
        var there = rows.ToDictionary(row => row.Day, row => row.Net, StringComparer.Ordinal);
        foreach (var day in expected.Keys.Union(there.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (row, own) = (there.GetValueOrDefault(day, "0"), $"{expected.GetValueOrDefault(day)}");
            if (row != own)
            {
                findings.Add(FindingKinds.DayNetDiffers, stream.Value, null, $"On {day} its row in daily_nets has {row} minor units, the events say {own}.");
            }
        }
    }
}
