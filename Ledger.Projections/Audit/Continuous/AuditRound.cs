using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>
/// One round after the other: a snapshot of the read models, the new events up to exactly its position, and then the rows that these
/// touched, with some others in turn. Since the fold never runs ahead of the rows, the two can be compared without a doubt.
/// </summary>
internal sealed class AuditRound(IEventStore events, EventSerializer serializer, IReadModelStore readModels, StreamFilter filter, TimeProvider time)
{
    private const int KnownStreams = 20_000;
    private const int RowsARound = 500;
    private const int SweptARound = 20;

    // So long a read model that does not move is waited for; then the events are audited without it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly StreamCache _streams = new(KnownStreams);
    private readonly Dictionary<string, AuditedEvent?> _touched = new(StringComparer.Ordinal);
    private TailFold? _fold;
    private Position? _rowsAt;
    private long _rowsMoved = time.GetTimestamp();
    private string _swept = string.Empty;

    public FindingList Findings { get; } = new();

    /// <summary>Everything from the start up to here was audited.</summary>
    public Position Audited { get; private set; }

    /// <summary>Begins at a position: what lies before it is taken as it is.</summary>
    public void StartAt(Position position)
    {
        Audited = position;
        _streams.Clear();
        _touched.Clear();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _fold ??= new(events, serializer, filter, _streams, Findings, time);
        await using var snapshot = await readModels.OpenSnapshotAsync(cancellationToken);
        var rowsAt = snapshot.PositionOf(AccountsProjection.Name);
        if (rowsAt != _rowsAt)
        {
            (_rowsAt, _rowsMoved) = (rowsAt, time.GetTimestamp());
        }

        var upTo = rowsAt ?? Position.Start;
        if (time.GetElapsedTime(_rowsMoved) > Patience && await events.ReadTailAsync(cancellationToken) is var tail && tail > upTo)
        {
            upTo = tail;
        }

        if (upTo > Audited)
        {
            var last = await _fold.RunAsync(Audited, upTo, _touched, cancellationToken);
            // Without the rows no further than the events go: the rows have to be able to come up to it.
            Audited = upTo == rowsAt ? upTo : last;
        }

        if (Audited == rowsAt)
        {
            await CompareAsync(new RowCheck(snapshot, Audited, Findings), snapshot.PositionOf(TransactionsProjection.Name), cancellationToken);
        }
    }

    private async Task CompareAsync(RowCheck rows, Position? transactions, CancellationToken cancellationToken)
    {
        var due = _touched.Take(RowsARound).ToList();
        due.ForEach(each => _touched.Remove(each.Key));
        // One that has fallen out of memory since has its turn among the others.
        var known = due.Select(each => (Stream: _streams.Find(each.Key), Last: each.Value)).Where(each => each.Stream?.Account is not null);
        await rows.CompareAsync([.. known.Select(each => (each.Stream!, each.Last))], transactions, cancellationToken);
        // Rows of transactions that were not of this position are looked at once more, so that at rest all of it is compared exactly.
        foreach (var each in transactions == Audited ? [] : due.Where(each => each.Value is not null).Take(RowsARound - _touched.Count))
        {
            _touched.TryAdd(each.Key, each.Value);
        }

        await SweepAsync(rows, cancellationToken);
    }

    private async Task SweepAsync(RowCheck rows, CancellationToken cancellationToken)
    {
        var next = await rows.NextAccountsAsync(_swept, SweptARound, cancellationToken);
        _swept = next.Count < SweptARound ? string.Empty : $"{next[^1].Values[0]}";
        foreach (var row in next)
        {
            var name = Account.StreamOf($"{row.Values[0]}");
            var revision = row.Values[AuditedTable.Accounts.IndexOf("revision")] as long? ?? long.MaxValue;
            var stream = _streams.Find(name) ?? await _fold!.LoadAsync(new(name), Math.Max(0, revision), Audited, cancellationToken);
            if (stream is null)
            {
                Findings.Add(FindingKinds.AccountRowUnexpected, name, null, "The account has a row, and no event leads to it.");
            }
            else
            {
                rows.Compare(stream, row);
            }
        }
    }
}
