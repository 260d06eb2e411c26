using Ledger.Api.CommandLine.Access;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Archive;
using Ledger.EventStore.Port;

namespace Ledger.Api.CommandLine.Archive;

/// <summary>Where an export comes from: from the running service, or from the stores.</summary>
internal static class ExportSource
{
    private const string Phase = "exporting";

    public static async Task<ExportResult> OfServiceAsync(
        LedgerAccess.Service service, ExportWish wish, Stream output, Action<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var query = string.Join('&', new[] { ("accountId", wish.AccountId), ("after", wish.After) }
            .Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));
        using var answer = await service.Client.GetAsync(
            new Uri($"v1/audit/export?{query}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await answer.ThrowUnlessSuccessAsync(cancellationToken);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await ArchiveCopy.RunAsync(body, output, events => progress(new(Phase, events, 0, 0)), cancellationToken);
        }
        catch (HttpIOException e)
        {
            throw new LedgerUnreachableException($"The export was cut off by {service.Where}: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(e.Message);
        }
    }

    public static async Task<ExportResult> OfStoresAsync(
        LedgerAccess.Stores stores, ExportWish wish, Stream output, Action<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var (events, upTo) = (stores.Events, await stores.Events.ReadTailAsync(cancellationToken));
        Position? after = null;
        if (wish.After is { } text)
        {
            after = stores.Positions.TryRead(text, out var position) && position <= upTo
                ? position
                : throw new NotUnderstoodException($"--after {text} is not a position that this ledger has reached.");
        }

        if (wish.AccountId is { } account && !(Identifier.IsValid(account) && await IsThereAsync(events, account, cancellationToken)))
        {
            throw new RefusedException($"There is no account '{account}'.");
        }

        var begin = after ?? Position.Start;
        var total = wish.AccountId is null ? events.CountBetween(begin, upTo) ?? 0 : 0;
        return await LedgerExport.WriteAsync(
            events,
            stores.LedgerId,
            new(wish.AccountId, after, upTo),
            output,
            (written, at) => progress(new(Phase, written, events.CountBetween(begin, at) ?? 0, total)),
            cancellationToken);
    }

    private static async Task<bool> IsThereAsync(IEventStore events, string account, CancellationToken cancellationToken)
    {
        await foreach (var _ in events.ReadStreamAsync(new(Account.StreamOf(account)), ReadDirection.Forwards, 0, 1, cancellationToken))
        {
            return true;
        }

        return false;
    }
}
