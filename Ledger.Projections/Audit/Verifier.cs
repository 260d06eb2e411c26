using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit;

/// <summary>
/// Reads the events once, checks every chain, folds every account on its own, and compares the read models at the very position that
/// they have, while the service runs. Memory grows with the number of accounts, not of transactions.
/// </summary>
/// <param name="filter">The streams that the projections follow.</param>
public sealed class Verifier(IEventStore events, EventSerializer serializer, IReadModelStore readModels, StreamFilter filter, TimeProvider time)
{
    /// <summary>Verifies the whole ledger.</summary>
    /// <exception cref="StoreUnavailableException">The events cannot be read.</exception>
    public async Task<VerificationReport> VerifyAsync(VerificationProgress progress, CancellationToken cancellationToken)
    {
        var findings = new FindingList();
        var (snapshot, cutoffs) = await SnapshotAtTail.TakeAsync(events, readModels, time, findings, cancellationToken);
        await using (snapshot)
        {
            progress.Begin(cutoffs.Last, events.CountBetween(Position.Start, cutoffs.Last));
            var key = RowHash.NewKey();
            var rows = new ReadModelPass(snapshot, cutoffs, new(key));
            using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            // Side by side: the one waits for the database while the other reckons.
            var reading = Task.Run(() => rows.RunAsync(stopped.Token), stopped.Token);
            IReadOnlyDictionary<string, StreamAudit> streams;
            try
            {
                streams = await new LogPass(events, serializer, filter, findings, progress).RunAsync(cutoffs, key, cancellationToken);
            }
            catch
            {
                await stopped.CancelAsync();
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            await reading;
            await new LedgerComparison(streams, rows, cutoffs, new(key), findings).RunAsync(DetailsOf(snapshot, cutoffs, findings), cancellationToken);
            return await ReportAsync(cutoffs, findings, progress, cancellationToken);
        }
    }

    /// <summary>Verifies one account: its stream and its rows.</summary>
    /// <exception cref="StoreUnavailableException">The events cannot be read.</exception>
    public async Task<VerificationReport> VerifyAccountAsync(string accountId, VerificationProgress progress, CancellationToken cancellationToken)
    {
        var findings = new FindingList();
        var (snapshot, cutoffs) = await SnapshotAtTail.TakeAsync(events, readModels, time, findings, cancellationToken);
        await using (snapshot)
        {
            progress.Begin(cutoffs.Last, null);
            var stream = new StreamAudit(new(Account.StreamOf(accountId)), findings);
            try
            {
                await foreach (var e in events.ReadStreamAsync(stream.Stream, ReadDirection.Forwards, 0, long.MaxValue, cancellationToken))
                {
                    // A stream whose positions do not grow with its revisions is looked at to its end.
                    if (e.Position <= cutoffs.Last)
                    {
                        stream.Take(AuditedEvent.Read(e, serializer, findings), cutoffs, tools: null);
                        progress.Add(1);
                    }
                }
            }
            catch (StoreCorruptException fault)
            {
                findings.Add(FindingKinds.StreamCorrupt, stream.Stream.Value, null, fault.Message);
            }

            stream.End();
            await DetailsOf(snapshot, cutoffs, findings).RunAsync(stream, cancellationToken);
            return await ReportAsync(cutoffs, findings, progress, cancellationToken);
        }
    }

    private StreamComparison DetailsOf(IReadModelSnapshot snapshot, Cutoffs cutoffs, FindingList findings) =>
        new(snapshot.Connection, new ExpectedHistory(new(events, serializer), cutoffs, findings), cutoffs, findings);

    private async Task<VerificationReport> ReportAsync(
        Cutoffs cutoffs, FindingList findings, VerificationProgress progress, CancellationToken cancellationToken)
    {
        if (await events.ReadTailAsync(cancellationToken) is var tail && tail < cutoffs.Last)
        {
            findings.Add(FindingKinds.LogCut, null, null, $"The log ends at position {tail}, and the read models have come to {cutoffs.Last}.");
        }

        progress.End();
        return new(findings.ToList(), findings.More, progress.EventsChecked, cutoffs.Last);
    }
}
